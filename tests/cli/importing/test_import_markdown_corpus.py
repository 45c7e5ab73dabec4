"""Four teams' post-mortems come in whole, each by a page of YAML: every file, every piece of it."""

import json
import re
from pathlib import Path

import pytest

MAPPINGS = Path(__file__).parents[3] / "docs/examples/mappings"
INCIDENTS = {"moj-2020-2021": 18, "dfds-2019-2021": 23, "posthog": 6, "2i2c": 7}
_HEADING = re.compile(r"#{1,6}[ \t]")
_ROW = re.compile(r"\|.*[A-Za-z0-9]")


@pytest.fixture
def imported(importing, corpus, wakebook):
    """What imports a collection, the new repository to do it in, and the collection's folder."""

    def run(name):
        root = importing.source / "shop"
        importing.source.mkdir(exist_ok=True)
        assert wakebook("init", "shop", cwd=importing.source).code == 0
        mapping = ("--mapping", str(MAPPINGS / f"{name}.yaml"), "--format", "json")
        given = ("import", "markdown", str(corpus / name), *mapping)
        return given, root, corpus / name

    return run


def files(folder):
    return [path for path in sorted(folder.iterdir()) if path.name != "LICENSE"]


def headings(text):
    """The lines that are headings, counted by hand: outside of fences and of front matter."""
    fence, found = False, 0
    for line in text.split("\n"):
        mark = line.startswith("```") and "`" not in line[3:]
        fence = fence != mark
        found += not fence and _HEADING.match(line) is not None
    return found


@pytest.mark.parametrize("name", INCIDENTS)
def test_7_1_a_collection_comes_in_whole(imported, wakebook, name):
    given, root, source = imported(name)
    planned = wakebook(*given, "--plan", cwd=root)
    assert planned.code == 0, planned.stdout
    ran = wakebook(*given, cwd=root)
    plan = json.loads(ran.stdout)
    assert ran.code == 0
    assert plan["summary"]["create"] == INCIDENTS[name]
    assert {item["path"] for item in plan["items"]} == {file.name for file in files(source)}
    assert [remark["path"] for remark in plan["remarks"]] == ["LICENSE"]
    assert wakebook("check", "--profile", "lenient", "--no-cache", cwd=root).code == 0
    assert wakebook("check", "--no-cache", cwd=root).code == 0
    bodies = "".join(file.read_text("utf-8") for file in root.glob("postmortems/*/*/*.md"))
    for row in plan["fields"]:
        _, section, title = row["where"].partition("post-mortem, section ")
        assert not section or f"\n## {title}" in bodies, row
    again = json.loads(wakebook(*given, cwd=root).stdout)
    assert again["summary"]["unchanged"] == INCIDENTS[name]
    assert again["fields"] == plan["fields"]


@pytest.mark.parametrize("name", INCIDENTS)
def test_7_1_every_heading_and_row_of_a_collection_has_a_fate(imported, wakebook, name):
    given, root, source = imported(name)
    plan = json.loads(wakebook(*given, "--plan", cwd=root).stdout)
    texts = [file.read_text("utf-8") for file in files(source)]
    named = {"heading": 0, "row": 0, "text": 0}
    for row in plan["fields"]:
        for word in named:
            named[word] += row["count"] * row["field"].startswith((word, f"first {word}"))
    bold = sum(len(re.findall(r"(?m)^\n\*\*[^*\n]+:\*\*$", text)) for text in texts)
    wanted = sum(map(headings, texts))
    rows = sum(len([line for line in t.split("\n") if _ROW.match(line)]) - 1 for t in texts)
    if name == "dfds-2019-2021":
        assert named["row"] == rows == 167
    if name != "2i2c":  # there most headings are rows
        assert named["heading"] == wanted + bold
    assert plan["summary"]["values"]["mapped"] > 0


_APART = re.compile(
    r"(?ms)^---$.*?^---$|^## Attendees$.*?(?=^#)|^#.*?$|<img.*?>"
    r"|^- (?:\*\*)?[A-Z][a-z ]+(?:\*\*)?:"
)
"""Front matter, names of parts, images in HTML, and who was there."""
_WORD = re.compile(r"\w+")


@pytest.mark.parametrize("name", INCIDENTS)
def test_7_1_no_word_of_a_collection_is_lost(imported, wakebook, name):
    given, root, source = imported(name)
    assert wakebook(*given, cwd=root).code == 0
    kept = {
        word for file in root.glob("*/20*/*/**/*.*") for word in _WORD.findall(file.read_text())
    }
    for file in files(source):
        told = _APART.sub("", file.read_text("utf-8").replace("Atendees", "Attendees"))
        assert {*_WORD.findall(told)} - kept == set(), file.name


FIGURES = {
    "moj-2020-2021": (re.compile(r"\*\*Time to (repair|resolve)\*\*: (.+)"), 36),
    "dfds-2019-2021": (re.compile(r"(?m)^- Time to (detection|recovery): +(.+)$"), 40),
}


@pytest.mark.parametrize("name", FIGURES)
def test_7_1_the_owners_figures_stand_in_their_words(imported, wakebook, name):
    given, root, source = imported(name)
    assert wakebook(*given, cwd=root).code == 0
    kept = "".join(f.read_text() for f in root.glob("incidents/*/*/incident.yaml"))
    stated = [
        found for file in files(source) for found in FIGURES[name][0].findall(file.read_text())
    ]
    assert len(stated) == FIGURES[name][1] == kept.count("- measure: ")
    for what, words in stated:
        assert f"Time to {what}: {' '.join(words.split())}" in " ".join(kept.split())
    support = sum("support hours" in words for _, words in stated)
    assert kept.count("clock: support") == support


@pytest.mark.thorough
@pytest.mark.parametrize("name", INCIDENTS)
def test_7_1_a_collection_is_published(imported, wakebook, name):
    given, root, _ = imported(name)
    assert wakebook(*given, cwd=root).code == 0
    ran = wakebook("publish", cwd=root)
    assert ran.code == 0, ran.stderr
    assert len(list(root.glob("build/site/incidents/*/*/*/index.html"))) >= INCIDENTS[name]
