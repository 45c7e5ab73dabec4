"""Every rule has docs, and its examples do what they say."""

import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from wakebook.cli.main import main
from wakebook.records.evidence import SHORT
from wakebook.records.tree import FOLDERS, SETTINGS
from wakebook.rules.registry import FIRST_JUDGED, Rule, rules

SMALL = Path(__file__).parents[1] / "repos" / "small"
PACKAGE = Path(__file__).parents[2] / "tools" / "wakebook"
ID = "2026-11-23-checkout-errors"
HEADER = """title: Checkout answers with errors
kind: incident
audience: staff
components: [checkout]
"""
HERE = re.compile(r" *(?:# <- here|<!-- here -->)$")
_FENCE = re.compile(r"^```(\w+) ([^\s,]+)((?:, [^,\n]+)*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_WHOLE = ("absent", "executable", "a link", "removed")


@dataclass(frozen=True)
class Block:
    """A fenced example: a file, what is special about it, and its text with marks."""

    path: str
    flags: tuple[str, ...]
    text: str

    @property
    def content(self) -> bytes:
        """The file's bytes."""
        text = "".join(HERE.sub("", line) + "\n" for line in self.text.splitlines())
        if "with escapes" in self.flags:
            return text.encode().decode("unicode_escape").encode("latin-1")
        return text.encode() * (self._number("times") or 1)

    def _number(self, of: str) -> int | None:
        """The number in the flag with this word, such as ``4000 times``."""
        flags = (flag.split() for flag in self.flags)
        return next((int(n) for flag in flags if of in flag for n in flag if n.isdigit()), None)

    @property
    def marked(self) -> Iterator[tuple[str, int]]:
        """Where findings are to be."""
        if any(flag in _WHOLE for flag in self.flags):
            yield self.path, 1
        line = self._number("line")
        if line is not None:
            yield self.path, line
        for number, line in enumerate(self.text.splitlines(), 1):
            if HERE.search(line):
                yield self.path, number


def blocks(rule: Rule, section: str) -> list[Block]:
    """The files of one section of a rule's docs."""
    text = rule.docs.partition(f"## {section}\n")[2]
    return [
        Block(_placed(path), tuple(flags.split(", ")[1:]), body)
        for _, path, flags, body in _FENCE.findall(text.partition("\n## Good\n")[0])
    ]


def _placed(path: str) -> str:
    if path in (SETTINGS, SHORT) or path.partition("/")[0] in FOLDERS:
        return path
    learned = path == "postmortem.md" or path.startswith("actions/")
    return f"{'postmortems' if learned else 'incidents'}/2026/{ID}/{path}"


def lay(root: Path, files: Sequence[Block]) -> None:
    """Put the files of an example into a repository."""
    for file in files:
        place = root / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        if "absent" in file.flags:
            git(root, "init", "-q")
            (root / ".git" / "info").mkdir(exist_ok=True)
            (root / ".git" / "info" / "exclude").write_text(file.path + "\n")
        elif "a link" in file.flags:
            place.symlink_to(file.text.strip())
        else:
            place.write_bytes(file.content)
            place.chmod(0o755 if "executable" in file.flags else 0o644)


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def findings_of(root: Path, rule: Rule, section: str) -> list[dict[str, Any]]:
    """Everything that is said of the small shop with an example of a rule laid over it.

    It is said by ``check``, by ``policy test`` where the gate keeps the rule, or by ``audit`` where
    that does: then evidence begins with what was merged, unless it is absent.
    """
    files = blocks(rule, section)
    shutil.copytree(SMALL, root)
    lay(root, [Block(_placed("incident.yaml"), (), HEADER)])
    before = [f for f in files if {"as merged", "removed"} & set(f.flags)]
    lay(root, before)
    if before or rule.audit:
        git(root, "init", "-q", "-b", "main")
        commit(root)
    if rule.audit and not any(file.path == SHORT for file in files):
        assert main(["-C", str(root), "audit", "begin"]) == 0
    for file in before:
        if "removed" in file.flags:
            (root / file.path).unlink()
    lay(root, [f for f in files if f not in before])
    if rule.gate:
        return said(root, "policy", "test")
    if rule.audit:
        commit(root)
        return said(root, "audit", "verify")
    return checked(root, *(["--base", "HEAD"] if before else []))


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Change", "--allow-empty")


def checked(root: Path, *arguments: str) -> list[dict[str, Any]]:
    """The findings of a check, notes included."""
    return said(root, "check", "--profile", "pedantic", *arguments)


def said(root: Path, *words: str) -> list[dict[str, Any]]:
    """The findings that a command prints."""
    out = io.StringIO()
    with redirect_stdout(out):
        code = main(["-C", str(root), *words, "--format", "json"])
    assert code in (0, 1), out.getvalue()
    found: list[dict[str, Any]] = json.loads(out.getvalue())["findings"]
    return [f for f in found if not f.get("waived")]


@pytest.fixture(params=sorted(rules()))
def rule(request: pytest.FixtureRequest) -> Rule:
    return rules()[request.param]


def test_has_a_title_a_reason_and_examples(rule: Rule) -> None:
    assert rule.title.endswith("."), "the first line is a sentence"
    headings = re.findall(r"^## (.+)$", _FENCE.sub("", rule.docs), re.MULTILINE)
    assert headings == ["Why", "Bad", "Good"]
    assert len(rule.docs.partition("## Why\n")[2].partition("## Bad")[0].split()) >= 12
    assert any(True for block in blocks(rule, "Bad") for _ in block.marked)
    assert blocks(rule, "Good")


def test_bad_example_is_found_where_it_is_marked(rule: Rule, tmp_path: Path) -> None:
    found = findings_of(tmp_path / "bad", rule, "Bad")
    places = {(f["code"], f["path"], f["line"]) for f in found}
    marked = {place for block in blocks(rule, "Bad") for place in block.marked}
    assert places == {(rule.code, *place) for place in marked}, found
    assert all(len(f["message"]) > 15 for f in found)


def test_good_example_is_clean(rule: Rule, tmp_path: Path) -> None:
    assert findings_of(tmp_path / "good", rule, "Good") == []
    if rule.gate:
        assert checked(tmp_path / "good") == []


@pytest.mark.variants(40, every=4)
def test_finding_comes_from_the_rule_itself(
    rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if rule.check is None:
        assert f'"{rule.code}"' in _sources(), "a rule without a check is kept by somebody else"
        return
    nothing = wraps(rule.check)(lambda *_: iter(()))
    monkeypatch.setitem(rule.__dict__, "check", nothing)
    assert findings_of(tmp_path / "bad", rule, "Bad") == []


def test_every_code_that_is_raised_has_a_rule() -> None:
    assert set(re.findall(r'"(WB[0-9]{4})"', _sources())) <= set(rules())


def test_each_code_is_kept_by_the_reader_a_check_the_gate_or_the_audit() -> None:
    for code, rule in rules().items():
        kept = [code < FIRST_JUDGED, rule.gate, rule.audit, bool(rule.subjects)]
        assert kept.count(True) == 1, code
        assert (rule.check is None) == (not rule.subjects), code


def test_codes_and_names_are_unique() -> None:
    names = [path.name for path in (PACKAGE / "rules").glob("wb*.py")]
    assert len(names) == len({name[:6] for name in names}) == len(rules())


def _sources() -> str:
    files = (p for p in PACKAGE.rglob("*.py") if p.parent.name != "rules")
    return "\n".join(path.read_text("utf-8") for path in files)
