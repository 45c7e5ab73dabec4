"""A branch of the small shop that asks to be merged, and the verdict that the command gives."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

CLOSED = "incidents/2026/2026-10-05-payments-latency"
OPEN = "incidents/2026/2026-11-23-checkout-errors"
HEADER = "title: Checkout answers with errors\nkind: incident\naudience: staff\n"
OPENED = """- kind: declared
  at: 2026-11-23T14:03Z
  by: user:ana
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: SEV2
- kind: role
  at: 2026-11-23T14:03Z
  by: user:ana
  role: commander
  from: none
  to: user:ana
- kind: impact
  at: 2026-11-23T14:04Z
  by: user:ana
  component: checkout
  state: partial_outage
"""
CLOSING = """- kind: resolved
  at: 2026-11-23T15:00Z
  by: user:ana
- kind: closed
  at: 2026-11-24T09:00Z
  by: user:ana
"""
CLOSED_HEADER = f"{HEADER}components: [checkout]\nclosed: {{status: closed, severity: SEV2}}\n"


@dataclass(frozen=True)
class Leaf:
    """A condition at an end of the tree."""

    outcome: str
    title: str
    sentence: str
    code: str | None


@dataclass(frozen=True)
class Judged:
    """What ``wakebook review --format json`` says."""

    code: int
    leaves: tuple[Leaf, ...]

    @property
    def passes(self) -> bool:
        """Whether it may be merged."""
        return self.code == 0

    @property
    def codes(self) -> set[str | None]:
        """The codes of the conditions that are not met."""
        return {leaf.code for leaf in self.leaves if leaf.outcome not in ("met", "not-needed")}

    def sentence(self, code: str) -> str:
        """What the first unmet condition of a code says."""
        held = (x for x in self.leaves if x.outcome not in ("met", "not-needed"))
        return next(leaf.sentence for leaf in held if leaf.code == code)


def _leaves(told: dict[str, Any]) -> Iterator[Leaf]:
    for part in told["parts"]:
        yield from _leaves(part)
    if not told["parts"]:
        yield Leaf(told["outcome"], told["title"], told["sentence"], told["code"])


@pytest.fixture
def shop(small: Any) -> Any:
    """The small shop with an open incident on main, and a branch that is checked out."""
    small.write(f"{OPEN}/incident.yaml", HEADER)
    small.write(f"{OPEN}/timeline/20261123T140322Z-7f3a.yaml", OPENED)
    small.commit("Open")
    small.git("switch", "--quiet", "-c", "change")
    return small


def written(shop: Any, base: str, files: dict[str, str | None], *steps: str) -> str:
    """A commit with these files on top of another one; nothing is checked out."""
    shop.git("read-tree", base)
    for path, content in files.items():
        if content is None:
            shop.git("update-index", "--force-remove", path)
            continue
        scratch = shop.write(".git/scratch", content)
        blob = shop.git("hash-object", "-w", str(scratch)).strip()
        shop.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    tree = shop.git("write-tree").strip()
    parents = [word for parent in (base, *steps) for word in ("-p", parent)]
    return shop.git("commit-tree", tree, *parents, "-m", "Change").strip()


@pytest.fixture
def judged(shop: Any, wakebook: Callable[..., Any]) -> Callable[..., Judged]:
    """The verdict on the branch as it is committed."""

    def review(*arguments: str) -> Judged:
        ran = wakebook("review", "--format", "json", *arguments, cwd=shop)
        assert ran.code in (0, 1), ran.stderr
        told = json.loads(ran.stdout)
        assert told["passes"] == (ran.code == 0)
        return Judged(ran.code, tuple(_leaves(told["verdict"])))

    return review


@pytest.fixture
def close(shop: Any) -> Callable[[], None]:
    """Commits the closure of the open incident."""

    def closed() -> None:
        shop.write(f"{OPEN}/timeline/20261124T090000Z-91bc.yaml", CLOSING)
        shop.write(f"{OPEN}/incident.yaml", CLOSED_HEADER)
        shop.commit("Close")

    return closed


@pytest.fixture
def on_main(shop: Any) -> Callable[[dict[str, str]], None]:
    """Commits files to main, and brings the branch up to date."""

    def commit(files: dict[str, str]) -> None:
        shop.git("switch", "--quiet", "main")
        for path, content in files.items():
            shop.write(path, content)
        shop.commit("On main")
        shop.git("switch", "--quiet", "change")
        shop.git("merge", "--quiet", "main")

    return commit
