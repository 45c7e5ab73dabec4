"""The how-to is followed as it stands, against a real git server."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import Repository
from tests.hooks.conftest import keys, serving

__all__ = ["keys"]
PAGE = Path(__file__).parents[2] / "docs/how-to/gate-a-plain-git-server.md"
TEXT = PAGE.read_text("utf-8")
_SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CATALOG = "catalog/organisation.yaml"
_CATALOG = re.compile(r"^```yaml catalog/organisation.yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def run(tmp_path):
    """Runs a block of the page as a person with a home would."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    def ran(block: str, cwd: Path) -> str:
        done = subprocess.run(
            ["bash", "-c", block],
            cwd=cwd,
            env={**os.environ, "PATH": path, "HOME": str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return re.sub(r" +$", "", done.stdout, flags=re.MULTILINE)

    return ran


@pytest.fixture
def records(wakebook, keys, tmp_path):
    """A new repository in which Ana has put the people of the page."""
    (tmp_path / ".ssh").mkdir()
    for end in ("", ".pub"):
        (tmp_path / f".ssh/id_ed25519{end}").symlink_to(f"{keys['ben']}{end}")
    assert wakebook("init", "records", cwd=tmp_path).code == 0
    mine = Repository(tmp_path / "records")
    catalog = mine.root / CATALOG
    people = catalog.read_text()
    anas, bens = (Path(f"{keys[name]}.pub").read_text().strip() for name in ("ana", "ben"))
    people = people.replace(
        "# wakebook.dev/ssh-key: ssh-ed25519 AAAA...", f"wakebook.dev/ssh-key: {anas}"
    )
    assert anas in people
    catalog.write_text(f"{people}---\n{_bens(bens)}")
    return mine


def _bens(public: str) -> str:
    """Ben's entry in the catalog as the page shows it, with a key that exists."""
    (shown,) = _CATALOG.findall(TEXT)
    changed = re.sub(r"ssh-ed25519 \S+ ben@laptop", public.strip(), shown)
    assert changed != shown
    return changed


@pytest.mark.thorough
def test_the_way_of_a_change_is_as_the_page_says(run, records, tmp_path):
    tell_keys, set_up, propose, approve, merge, look, _ = _SHELL.findall(TEXT)
    refusal, met = re.findall(r"^```text\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    assert "nothing to complain about" in run(tell_keys, records.root)
    said = run(set_up, tmp_path)
    assert "pre-receive calls `wakebook hook pre-receive`" in said
    assert "records.git: good: nothing gets past the gate\n" in said, said
    with serving(Repository(tmp_path / "records.git")) as server:
        for name in ("ana", "ben"):
            records.git("clone", "--quiet", server.url(name), f"../{name}s")
        anas, bens = tmp_path / "anas", tmp_path / "bens"
        severe = "--component example-service --severity SEV3"
        run(f'wakebook new "Checkout is slow" --slug latency {severe} --push', anas)
        run('wakebook log --resolved "the pool is larger" --push', anas)
        assert "the gate asks: End of a record: 1 of responders" in run(propose, anas)
        head = Repository(anas).git("rev-parse", "HEAD").strip()
        refused = run(merge, anas)
        assert server.tip != head
        assert _filled(refusal, head, anas) in refused
        told = run(approve, bens)
        assert f"approved {head[:12]} (" in told, told
        assert told.endswith(" as user:ben\n")
        assert _filled(met, head, anas) in run(look, anas)
        run(merge, anas)
        assert server.tip == head


def _filled(shown: str, head: str, clone: Path) -> str:
    """What the page shows, with this commit and the id that the incident has today."""
    (incident,) = (path.name for path in clone.glob("incidents/*/*-latency"))
    for old, new in (
        ("5969ca03e83c", head[:12]),
        ("5969ca0", head[:7]),
        ("2026-11-26-latency", incident),
    ):
        shown = shown.replace(old, new)
    return shown


def test_a_hook_without_keys_is_told_to_be_in_everybodys_way(run, records, tmp_path):
    """Why the page has keys before the hook."""
    _, set_up, *_ = _SHELL.findall(TEXT)
    people = (records.root / CATALOG).read_text("utf-8")
    records.write(CATALOG, re.sub(r"^ *wakebook.dev/ssh-key: .*\n", "", people, flags=re.MULTILINE))
    records.commit("Begin")
    said = run(set_up, tmp_path)
    assert "broken: the gate can be walked around, or stands in everybody's way" in said
    assert "accounts of those who approve: too few have one to give an approval" in said


def test_the_hook_of_a_clone_is_put_where_the_page_says(run, small):
    *_, block = _SHELL.findall(TEXT)
    run(block, small.root)
    assert (small.root / ".git/hooks/pre-commit").exists()
