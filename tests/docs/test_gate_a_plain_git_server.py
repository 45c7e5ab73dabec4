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
_CATALOG = re.compile(r"^```yaml catalog/people.yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


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


def test_the_way_of_a_change_is_as_the_page_says(run, keys, repository, tmp_path):
    set_up, propose, approve, merge, _ = _SHELL.findall(TEXT)
    shop = repository("small", to="records")
    people = shop.root / "catalog/people.yaml"
    email = "    wakebook.dev/git-email: ben@shop.example\n"
    annotation = _annotation((Path(f"{keys['ben']}.pub")).read_text())
    people.write_text(people.read_text().replace(email, annotation))
    shop.commit("Tell Ben's key")
    (tmp_path / ".ssh").mkdir()
    for end in ("", ".pub"):
        (tmp_path / f".ssh/id_ed25519{end}").symlink_to(f"{keys['ben']}{end}")
    assert "pre-receive calls `wakebook hook pre-receive`" in run(set_up, tmp_path)
    with serving(Repository(tmp_path / "records.git")) as server:
        shop.git("clone", "--quiet", server.url("ben"), "../bens")
        shop.git("remote", "add", "origin", server.url("ana"))
        problem = shop.root / "problems/pool-too-small.yaml"
        problem.write_text(f"{problem.read_text()}# small\n")
        head = shop.commit("Learn")
        run(propose, shop.root)
        refused = run(merge, shop.root)
        assert server.tip != head
        for line in re.findall(r"^remote: .*$", TEXT, re.MULTILINE):
            assert line.replace("4f1c2a9d0b37", head[:12]) in refused
        said = run(approve, tmp_path / "bens")
        assert f"approved {head[:12]} (Learn) as user:ben" in said, said
        run(merge, shop.root)
        assert server.tip == head


def _annotation(public: str) -> str:
    """The annotations of the page's example, with a key that exists."""
    shown = _CATALOG.findall(TEXT)[0]
    block = shown.partition("  annotations:\n")[2].partition("spec:")[0]
    changed = re.sub(r"ssh-ed25519 \S+ ben@laptop", public.strip(), block)
    assert changed != block
    return changed


def test_the_catalog_that_is_shown_is_right(small, wakebook):
    (shown,) = _CATALOG.findall(TEXT)
    people = small.root / "catalog/people.yaml"
    parts = [part for part in people.read_text().split("---\n") if "name: ben" not in part]
    people.write_text("---\n".join([*parts, shown.replace("[responders]", "[web]")]))
    ran = wakebook("check", cwd=small)
    assert ran.code == 0, ran.stdout


def test_the_hook_of_a_clone_is_put_where_the_page_says(run, small):
    *_, block = _SHELL.findall(TEXT)
    run(block, small.root)
    assert (small.root / ".git/hooks/pre-commit").exists()
