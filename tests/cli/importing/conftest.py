"""What the tests of importers share: a repository to import into, and sources to import from."""

import json
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"


@pytest.fixture
def importing(small, wakebook, tmp_path):
    """Runs an import from a folder beside the repository and gives code, plan and errors."""

    class Importing:
        repository = small
        source = tmp_path / "source"
        day = 0

        def write(self, path, content):
            file = self.source / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
            return file

        def run(self, *arguments):
            system, path, *rest = arguments
            given = ("import", system, str(self.source / path), "--format", "json", *rest)
            ran = wakebook(*given, cwd=small)
            assert ran.stderr == "", ran.stderr
            return ran.code, json.loads(ran.stdout)

        def check(self, profile="lenient"):
            return wakebook("check", "--no-cache", "--profile", profile, cwd=small)

        def a_day_passes(self):
            """What was imported until now was imported on an earlier day."""
            self.day += 1
            for file in small.root.glob("incidents/*/*/timeline/*-import-*"):
                if file.name >= "202605":
                    file.rename(file.with_name(f"202604{self.day:02}{file.name[8:]}"))

        def log(self, incident):
            folder = small.root / "incidents" / incident[:4] / incident / "timeline"
            return "".join(file.read_text() for file in sorted(folder.iterdir()))

        def header(self, incident):
            return (
                small.root / "incidents" / incident[:4] / incident / "incident.yaml"
            ).read_text()

    return Importing()


@pytest.fixture
def corpus(missing):
    """The folder of real records, beside the repository."""
    if not CORPUS.is_dir():
        missing("../shared/corpus is not there: real records are not kept in this repository")
    return CORPUS
