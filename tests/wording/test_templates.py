"""Templates: what they may do, what fills them, and what each of ours says of each fixture."""

import time
from pathlib import Path
from typing import Any

import pytest
from tests.status.conftest import Site
from tests.wording.conftest import PLACE

from wakebook.flows.saying.templated import fill, from_record, open_slots
from wakebook.model.wording.slots import MisfilledError, Slot, filled
from wakebook.records.library import Opened
from wakebook.records.tree import WorkTree

_ROOT = Path(__file__).parents[2]
_REPOS = sorted((_ROOT / "tests/repos").iterdir())
_OURS = Opened(WorkTree(_ROOT), scope=()).library.templates
_CASES = [
    pytest.param(repo, name, id=f"{repo.name}-{name}")
    for repo in _REPOS
    for name in Opened(WorkTree(repo)).library.incidents
]


@pytest.mark.parametrize("name", sorted(_OURS))
@pytest.mark.parametrize(("repo", "incident"), _CASES)
def test_2_5_every_template_says_something_true_of_every_fixture(
    repo: Path, incident: str, name: str
) -> None:
    """The record fills what it knows; the rest is taken from what each slot allows."""
    library = Opened(WorkTree(repo)).library
    record, wording = library.incidents[incident], library.wording
    assert wording is not None
    template = _OURS[name]
    slots = from_record(template, record, wording)
    for slot, kind in open_slots(template, slots).items():
        slots[slot] = kind.of[0] if kind.of else {"minutes": "30"}.get(kind.kind, "12:00 UTC")
    found = fill(template, slots)
    face = record.header.public
    named = (face.components if face is not None else ()) or record.components
    assert named
    assert all(wording.titles.get(component, component) in found.text for component in named)
    assert "{" not in found.text
    assert found.text == found.text.strip()
    assert "  " not in found.text


_HEAD = """---
purpose: The first words.
slots:
  words: {kind: component, many: true}
  one: {kind: region, optional: true}
---
"""
_HOSTILE = {
    "attribute": "{{ words.__class__ }}",
    "item": "{{ words['__class__'] }}",
    "attribute of a text": "{{ ''.__class__.__mro__ }}",
    "method": "{{ one.upper() }}",
    "call": "{{ range(10) }}",
    "global": "{{ cycler }}",
    "loop of its own": "{% for i in range(10**9) %}x{% endfor %}",
    "loop in a loop": "{% for a in words %}{% for b in words %}x{% endfor %}{% endfor %}",
    "recursive loop": "{% for a in words recursive %}{{ loop(words) }}{% endfor %}",
    "loop over a text": "{% for a in one %}x{% endfor %}",
    "loop as a whole": "{% for a in words %}{{ loop }}{% endfor %}",
    "loop with a test": "{% for a in words if a %}x{% endfor %}",
    "loop that hides a slot": "{% for one in words %}x{% endfor %}",
    "product": "{{ 'x' * 10**9 }}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "sum": "{{ 'a' ~ 'b' }}",
    "filters upon filters": "{{ words | join(words | join(words | join('x'))) }}",
    "filter behind a filter": "{{ words | join('xxxx') | join('xxxx') | join('xxxx') }}",
    "wide filter": "{{ one | center(1000000000) }}",
    "format": "{{ '%1000000000d' | format(1) }}",
    "map": "{{ words | map('upper') | list }}",
    "attr": "{{ one | attr('__class__') }}",
    "include": "{% include 'x' %}",
    "import": "{% import 'x' as y %}",
    "extends": "{% extends 'x' %}",
    "block": "{% block x %}{% endblock %}",
    "macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "set": "{% set x = 1 %}",
    "with": "{% with x = 1 %}{% endwith %}",
    "filter block": "{% filter upper %}x{% endfilter %}",
    "unknown": "{{ nobody }}",
    "test": "{{ one is string }}",
    "slice": "{{ words[::-1] }}",
    "list": "{{ [1, 2] }}",
    "not closed": "{% if one %}",
    "no such tag": "{% do x %}",
    "deep brackets": "{{ " + "(" * 3000 + "one" + ")" * 3000 + " }}",
    "deep ifs": "{% if one %}" * 300 + "{% endif %}" * 300,
    "many parts": "{{ one }}" * 700,
    "long": "x" * 9000,
}


@pytest.mark.parametrize("body", _HOSTILE.values(), ids=_HOSTILE)
def test_2_5_a_template_that_does_more_than_it_may_is_found_at_once(
    small: Any, wakebook: Any, body: str
) -> None:
    """It is a finding with a line, whatever it tries, and is never run."""
    small.write(PLACE, f"{_HEAD}First line.\n{body}\n")
    began = time.monotonic()
    ran = wakebook("check", PLACE, cwd=small)
    assert time.monotonic() - began < 5
    assert ran.code == 1
    assert f"{PLACE}:" in ran.stdout
    assert "WB3206" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_2_5_the_line_of_a_mistake_is_that_of_the_file(small: Any, wakebook: Any) -> None:
    """Front matter counts."""
    small.write(PLACE, f"{_HEAD}First line.\n{{{{ words.x }}}}\n")
    assert f"{PLACE}:8:" in wakebook("check", PLACE, cwd=small).stdout


@pytest.mark.parametrize(
    "front",
    [
        "",
        "---\npurpose: x\n",
        "---\nslots: {}\n---\nx\n",
        "---\npurpose: x\nslots: {a: {kind: text}}\n---\n",
    ],
    ids=["none", "not closed", "no purpose", "free text"],
)
def test_2_5_front_matter_that_is_wrong_is_a_finding(small: Any, wakebook: Any, front: str) -> None:
    """A slot of free text is no slot."""
    small.write(PLACE, front or "Only words.\n")
    ran = wakebook("check", PLACE, cwd=small)
    assert ran.code == 1
    assert PLACE in ran.stdout


@pytest.mark.parametrize(
    "words",
    [
        "next=soon",
        "next=-5",
        "next=1441",
        "next=\N{ARABIC-INDIC DIGIT FIVE}",
        "next=" + "9" * 100_000,
        "trouble=very slow",
        "trouble={{ 7 * 7 }}",
        "regions=eu](http://evil.example)",
        "regions=eu\x1b[31m",
        "components=We are so sorry! <b>",
        "components=**checkout**",
        "components={% raw %}",
        "components=a\nb",
        "components=checkout\u202e",
        "began=yesterday evening",
        "wrong=1",
        "next",
    ],
)
def test_2_5_whatever_does_not_fit_a_slot_is_refused(held: Site, say: Any, words: str) -> None:
    """Nothing is written, and the answer is one a terminal can bear."""
    before = held.repository.git("status", "--porcelain", "--untracked-files=all")
    given = ("--slot", "trouble=slow", "--slot", "next=30", "--slot", words)
    ran = say("--template", "investigating", *given, "--public")
    assert ran.code == 2, ran.stdout
    assert len(ran.stderr) < 500
    assert "\x1b" not in ran.stderr
    assert held.repository.git("status", "--porcelain", "--untracked-files=all") == before


def test_2_5_a_megabyte_of_names_is_too_many(say: Any) -> None:
    """A slot takes twenty values."""
    many = ",".join(["checkout"] * 100_000)
    for count in (many, ",".join(["checkout"] * 21)):
        ran = say(
            "--template", "investigating", "--slot", "next=30", "--slot", f"components={count}"
        )
        assert ran.code == 2
        assert "20 values" in ran.stderr or "empty" in ran.stderr


def test_2_5_a_component_that_is_none_of_the_record_is_not_published(held: Site, say: Any) -> None:
    """A name that fits its slot is still no way to tell the public something."""
    given = ("--slot", "trouble=slow", "--slot", "next=30", "--public")
    ran = say("--template", "investigating", *given, "--slot", "components=All your money is gone")
    assert ran.code == 0, ran.stderr
    done = held.publish()
    assert "3 texts wait" in done.stderr
    assert "money" not in held.text("feed.json")


def test_2_5_names_of_letters_alone_reach_markdown() -> None:
    """What Markdown would take for a mark is shown as it is."""
    slot = Slot.model_validate({"kind": "component", "many": True})
    assert filled({"c": slot}, {"c": "a_b, C&D"}) == {"c": ["a\\_b", "C\\&D"]}
    with pytest.raises(MisfilledError):
        filled({"c": slot}, {"c": "1. x"})


def test_2_5_an_unknown_template_is_told_with_the_nearest_one(held: Site, say: Any) -> None:
    """And one that is broken says where to look."""
    ran = say("--template", "investigatign", "--public")
    assert ran.code == 2
    assert "did you mean investigating?" in ran.stderr
    held.repository.write(PLACE, "broken")
    ran = say("--template", "investigating")
    assert ran.code == 2
    assert f"wakebook check {PLACE}" in ran.stderr
