"""The drafts that `docs/examples/` shows are those that the command makes (requirement 6.2)."""

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared/corpus/github-statuspage-2022-2023/incidents.jsonl"
_DRAFT = re.compile(r"^````?markdown\n(.*?)^````?$", re.MULTILINE | re.DOTALL)


def shown(name):
    """The draft on a page of examples."""
    return _DRAFT.findall((ROOT / "docs/examples" / name).read_text())[0]


@pytest.fixture
def drafted(small, wakebook):
    """The draft of an incident in the small shop, with the sections that `init` gives."""
    shutil.copy(ROOT / "policies/postmortem.yaml", small.root / "policies")

    def make(piece, *options):
        for old in small.root.glob("postmortems/*/*/postmortem.md"):
            old.unlink()
        small.commit("Nothing learned yet")
        ran = wakebook("postmortem", "draft", piece, "--stdout", *options, cwd=small)
        assert ran.code == 0, ran.stderr
        return ran.stdout

    return make


def test_6_2_a_shops_payments(drafted):
    assert drafted("payments-latency") == shown("draft-payments-latency.md")


def test_6_2_a_deletion_of_sites(small, drafted):
    for folder in ("catalog", "policies", "problems"):
        shutil.rmtree(small.root / folder)
        shutil.copytree(ROOT / folder, small.root / folder)
    name = "2022/2022-04-05-atlassian-site-deletion"
    for folder in ("incidents", "postmortems"):
        shutil.copytree(ROOT / folder / name, small.root / folder / name)
    text = drafted("site-deletion", "--audience", "public")
    assert text == shown("draft-atlassian-site-deletion.md")


def test_6_2_an_imported_status_page(small, wakebook, drafted, missing):
    if not CORPUS.is_file():
        missing("../shared/corpus is not there: real records are not kept in this repository")
    ran = wakebook("import", "statuspage", str(CORPUS), cwd=small)
    assert ran.code == 0, ran.stderr
    text = drafted("2023-08-15-incident-with-webhooks-18154446", "--audience", "public")
    told = re.sub(r"(pdate \(public\): ).+", r"\1…", text)  # the words are not ours to keep
    assert told == shown("draft-imported-webhooks.md")
