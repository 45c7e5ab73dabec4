"""Whoever alters, removes or reorders evidence, or damages what it is about, is found out."""

import hashlib
import os
import subprocess
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.audit.conftest import OPEN, Shop, closing, opening
from tests.conftest import Repository, examples

from wakebook.model.gate.statement import Statement
from wakebook.records.evidence import BRANCH

pytestmark = pytest.mark.daily(3)

SHORT = "wakebook/evidence"


@pytest.fixture
def closed(shop: Shop, once) -> Shop:
    """A shop with a closed incident: three statements."""

    def course() -> list[Statement]:
        shop.passes(opening())
        shop.passes(closing(), "ben")
        return list(shop.statements)

    shop.statements = list(once("audit/tampering", shop.root, course))
    return shop


def files(shop: Shop) -> dict[str, bytes]:
    """Every file of the branch of evidence."""
    names = shop.git("ls-tree", "-r", "--name-only", BRANCH).splitlines()
    return {name: shop.evidence(name) for name in names}


def rewrite(shop: Shop, content: dict[str, bytes]) -> None:
    """Make the branch anew, with one commit that holds these files."""
    index = {"GIT_INDEX_FILE": str(shop.root / ".git" / "forged")}
    (shop.root / ".git" / "forged").unlink(missing_ok=True)
    for path, raw in content.items():
        asked = ["git", "hash-object", "-w", "--stdin"]
        blob = subprocess.run(asked, cwd=shop.root, input=raw, capture_output=True, check=True)
        added = f"100644,{blob.stdout.decode().strip()},{path}"
        run(shop, "update-index", "--add", "--cacheinfo", added, env=index)
    tree = run(shop, "write-tree", env=index)
    shop.git("update-ref", BRANCH, shop.git("commit-tree", tree, "-m", "Forged").strip())


def run(shop: Shop, *words: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        ["git", *words], cwd=shop.root, env={**os.environ, **env}, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


@settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_flipped_byte_of_any_statement_is_found(closed: Shop, data: st.DataObject) -> None:
    content = closed.__dict__.setdefault("kept", files(closed))
    path = data.draw(st.sampled_from(sorted(p for p in content if p.endswith(".json"))))
    raw = content[path]
    at = data.draw(st.integers(0, len(raw) - 1))
    flipped = raw[:at] + bytes([raw[at] ^ (1 << data.draw(st.integers(0, 7)))]) + raw[at + 1 :]
    rewrite(closed, {**content, path: flipped})
    ran = closed.audit()
    assert ran.code == 1, (path, at, ran.stderr)


def test_a_statement_that_is_altered_in_place_is_found(closed: Shop) -> None:
    path = max(files(closed))
    raw = files(closed)[path]
    closed.git("checkout", "--quiet", SHORT)
    closed.write(path, raw.replace(b"user:ben", b"user:cleo"))
    closed.commit("Nobody looks here")
    closed.git("checkout", "--quiet", "main")
    ran = closed.audit()
    assert f"{SHORT}:{path}:1:1: error WB4310 was changed or removed after" in ran.stdout


def test_a_statement_that_is_removed_is_found(closed: Shop) -> None:
    path = sorted(files(closed))[-2]
    closed.git("checkout", "--quiet", SHORT)
    (closed.root / path).unlink()
    closed.commit("Nobody looks here")
    closed.git("checkout", "--quiet", "main")
    assert f"{SHORT}:{path}:1:1: error WB4310 was changed or removed" in closed.audit().stdout


def test_a_rewritten_branch_without_a_statement_is_found(closed: Shop) -> None:
    content = files(closed)
    names = sorted(name for name in content if name.endswith(".json"))
    rewrite(closed, {k: v for k, v in content.items() if k != names[1]})
    assert "WB4310 stands where statement 2 belongs" in closed.audit().stdout
    rewrite(closed, {k: v for k, v in content.items() if k != names[0]})
    assert "WB4310 is no beginning and stands first" in closed.audit().stdout
    rewrite(closed, {k: v for k, v in content.items() if k != names[2]})
    assert "WB4312" in closed.audit().stdout, "main names what is gone"


def test_statements_that_are_reordered_are_found(closed: Shop) -> None:
    content = files(closed)
    names = sorted(name for name in content if name.endswith(".json"))
    content[names[1]], content[names[2]] = content[names[2]], content[names[1]]
    rewrite(closed, content)
    assert closed.audit().stdout.count("WB4310") >= 2


def test_two_lines_of_evidence_are_found(closed: Shop) -> None:
    tip = closed.git("rev-parse", BRANCH).strip()
    tree = closed.git("rev-parse", f"{tip}^{{tree}}").strip()
    merge = closed.git("commit-tree", tree, "-p", tip, "-p", f"{tip}^", "-m", "Merge").strip()
    closed.git("update-ref", BRANCH, merge)
    assert "merges two lines of it" in closed.audit().stdout


def test_a_branch_that_was_rewritten_does_not_hold_what_is_trusted(closed: Shop) -> None:
    noted = closed.git("rev-parse", BRANCH).strip()
    assert closed.found("--trusted", noted) == []
    rewrite(closed, files(closed))
    assert closed.found() == [], "the same statements in another commit"
    assert closed.found("--trusted", noted) == [("WB4310", "error", SHORT)]
    assert "it was rewritten; get it back" in closed.audit("--trusted", noted[:9]).stdout


def test_what_begins_evidence_tells_what_is_trusted(ungated: Shop) -> None:
    begun = ungated.wakebook("audit", "begin", cwd=ungated.root)
    noted = begun.stdout.split()[-1]
    ungated.passes(opening())
    for trusted in (noted, noted[:7], ungated.statements[0].digest):
        assert ungated.found("--trusted", trusted) == [], trusted


def test_a_trusted_commit_that_is_none_is_told_so(closed: Shop) -> None:
    closed.git("tag", "abcdef0", BRANCH)
    for trusted, why in (
        ("1" * 40, "there is no such commit here as 1111"),
        ("abcdef0", "there is no such commit here as abcdef0"),
        (closed.git("rev-parse", "main").strip(), f"it is none of {SHORT}"),
        ("0" * 64, "there is no such commit here as 0000"),
    ):
        ran = closed.audit("--trusted", trusted)
        assert (ran.code, "WB4310" in ran.stdout, why in ran.stdout) == (1, True, True), ran
    for name in ("main", BRANCH, "abc", "5F1C2AB", "HEAD~1"):
        ran = closed.audit("--trusted", name)
        assert (ran.code, f"{name} is no id of a commit" in ran.stderr) == (2, True), ran


def test_too_few_digits_of_a_trusted_commit_are_told_so(closed: Shop) -> None:
    tree = closed.git("rev-parse", f"{BRANCH}^{{tree}}").strip()
    who = "a <a> 0 +0000"
    seen: dict[str, bytes] = {}
    for number in range(100_000):
        raw = f"tree {tree}\nauthor {who}\ncommitter {who}\n\n{number}\n".encode()
        named = hashlib.new("sha1", b"commit %d\0" % len(raw) + raw, usedforsecurity=False)
        twice = named.hexdigest()[:4]
        if twice in seen:
            break
        seen[twice] = raw
    for each in (raw, seen[twice]):
        asked = ["git", "hash-object", "-t", "commit", "-w", "--stdin"]
        subprocess.run(asked, cwd=closed.root, input=each, capture_output=True, check=True)
    assert f" commits begin with {twice}; say more" in closed.audit("--trusted", twice).stdout


def test_a_damaged_object_is_told_with_exit_3(closed: Shop) -> None:
    told = sorted(files(closed))
    asked = [f"main:{OPEN}/incident.yaml", f"main:{OPEN}", "main:incidents", "main", "main^{tree}"]
    asked += ["main:incidents/2026/2026-10-05-payments-latency/evidence/restoration.txt"]
    asked += ["main:catalog/people.yaml", BRANCH, f"{BRANCH}:{told[-1]}", f"{BRANCH}:statements"]
    for name in asked:
        found = closed.git("rev-parse", name).strip()
        path = Repository(closed.root).loose(found)
        raw = path.read_bytes()
        for flipped in (raw[: len(raw) // 2], damaged(raw)):
            path.write_bytes(flipped)
            ran = closed.audit()
            assert ran.code in (1, 3), (name, ran)
            assert "a bug" not in ran.stderr, (name, ran.stderr)
        path.write_bytes(raw)
    assert closed.found() == []


def damaged(raw: bytes) -> bytes:
    """An object with other content that is packed as it has to be."""
    plain = zlib.decompress(raw)
    return zlib.compress(plain[:-1] + bytes([plain[-1] ^ 1]))
