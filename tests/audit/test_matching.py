"""Which statement tells of which step: as few as can be stay untold, whatever was refused."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.conftest import OPEN, Shop, closing, noting, opening
from tests.conftest import examples

from wakebook.flows.audit.matching import stretches
from wakebook.model.gate.facts import Commit, Facts
from wakebook.model.gate.statement import PASSED, Passed, Statement, resource
from wakebook.records.evidence import Stated
from wakebook.records.line import Step

pytestmark = pytest.mark.daily(2)

Row = tuple[str, str, int]
"""The tree before, the tree after, and how many commits a pull request had."""


def line_of(trees: str | list[str]) -> list[Step]:
    return [Step(f"c{number}", tree, "Ana", None) for number, tree in enumerate(trees)]


def told(rows: list[Row]) -> list[tuple[Stated, Statement]]:
    made = []
    for number, (before, after, count) in enumerate(rows, 2):
        commits = tuple(Commit(f"{number}-{each}", ()) for each in range(count))
        passed = Passed.model_construct(
            number=number,
            change=Facts("github", "main", "tip", commits[-1].id, None, commits, number=7),
            base=(resource(".", 0o040000, before),),
        )
        statement = Statement.model_construct(
            subject=(resource(".", 0o040000, after),), predicate_type=PASSED, predicate=passed
        )
        made.append((Stated("", number, str(number).encode(), statement), statement))
    return made


def untold(steps: list[Step], rows: list[Row]) -> int:
    return sum(each.statement is None for each in stretches(steps, told(rows)))


def fewest(trees: str, rows: list[Row], at: int = 1) -> int:
    """The same by trying everything."""
    if at >= len(trees):
        return 0
    found = [fewest(trees, rows, at + 1) + (trees[at] != trees[at - 1])]
    for number, (before, after, count) in enumerate(rows):
        ends = {at, at + count - 1} if before != after else {at}
        fitting = [end for end in ends if trees[end : end + 1] == after]
        if trees[at - 1] == before:
            found += [fewest(trees, rows[number + 1 :], end + 1) for end in fitting]
    return min(found)


@settings(deadline=None, max_examples=examples(150))
@given(
    st.text("ab", min_size=1, max_size=7) | st.text("abc", min_size=1, max_size=7),
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.integers(1, 3)), max_size=6
    ),
)
def test_no_other_division_leaves_less_untold(trees: str, rows: list[Row]) -> None:
    assert untold(line_of(trees), rows) == fewest(trees, rows)


@pytest.mark.thorough
@pytest.mark.parametrize("contents", [10_001, 2])
@pytest.mark.parametrize("refused", [0, 1])
def test_ten_thousand_merges_are_divided_whatever_comes_again(contents: int, refused: int) -> None:
    trees = [str(number % contents) for number in range(10_001)]
    rows = [
        row
        for before, after in pairwise(trees)
        for row in (*[(before, f"never {after}", 2)] * refused, (before, after, 1))
    ]
    steps, statements = line_of(trees), told(rows)
    assert all(each.statement for each in stretches(steps, statements))


FIRST, SECOND = noting("One."), noting("Two.", "20261123T143100Z-7f3d")
FILE = f"{OPEN}/incident.yaml"
NO_FIRST: dict[str, str | None] = dict.fromkeys(FIRST)


def pushed(shop: Shop, *commits: dict[str, str | None], stated: bool = True) -> str:
    """The head of a push of some commits, as main was; where ``stated``, the gate took it."""
    head = "main"
    for files in commits:
        shop.git("checkout", "--quiet", "--detach", head)
        for path, text in files.items():
            if text is None:
                (shop.root / path).unlink()
            else:
                shop.write(path, text)
        head = shop.commit("Push")
    if stated:
        shop.state(without_number(shop.stated(head)))
    return head


def without_number(statement: Statement) -> Statement:
    """The statement of a push: no pull request has a number."""
    told = statement.predicate
    assert isinstance(told, Passed)
    update = {"change": replace(told.change, number=None)}
    return statement.model_copy(update={"predicate": told.model_copy(update=update)})


def moved(shop: Shop, head: str) -> None:
    shop.git("checkout", "--quiet", "main")
    shop.git("merge", "--quiet", "--ff-only", head)


@pytest.fixture
def opened(shop: Shop) -> Shop:
    """The shop with an open incident."""
    shop.passes(opening())
    return shop


def test_a_push_that_was_refused_before_a_longer_one_puts_nothing_in_doubt(opened: Shop) -> None:
    one = pushed(opened, FIRST)
    pushed(opened, SECOND)
    opened.git("checkout", "--quiet", "--detach", one)
    opened.write(*next((path, str(text)) for path, text in SECOND.items()))
    both = opened.commit("Push")
    opened.state(without_number(opened.stated(both)))
    pushed(opened, SECOND, FIRST)
    moved(opened, both)
    assert opened.found() == []
    opened.passes(closing(), "ben")
    assert opened.found() == []


def test_a_push_that_was_refused_hides_no_bypass_that_ends_in_its_content(opened: Shop) -> None:
    pushed(opened, FIRST, SECOND)
    moved(opened, pushed(opened, SECOND, FIRST, stated=False))
    assert opened.found() == [("WB4311", "error", FILE)]


def test_a_push_of_nothing_hides_no_bypass_and_its_revert(opened: Shop) -> None:
    pushed(opened, FIRST, NO_FIRST)
    moved(opened, pushed(opened, SECOND, dict.fromkeys(SECOND), stated=False))
    assert opened.found() == [("WB4311", "note", FILE)]


def test_a_pull_request_of_nothing_hides_no_bypass_and_its_revert(opened: Shop) -> None:
    opened.state(opened.stated(pushed(opened, FIRST, NO_FIRST, stated=False)))
    moved(opened, pushed(opened, SECOND, dict.fromkeys(SECOND), stated=False))
    assert opened.found() == [("WB4311", "note", FILE)]


def test_a_push_of_several_commits_is_one_change(opened: Shop) -> None:
    moved(opened, pushed(opened, FIRST, SECOND))
    moved(opened, pushed(opened, NO_FIRST, FIRST))
    assert opened.found() == []
