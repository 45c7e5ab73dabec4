"""A value fits its model, or each misfit is told: where, against what, and what was meant."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import pytest
from pydantic import Field

from wakebook.model.base import Items, Slug, Text, Value
from wakebook.model.moment import Moment
from wakebook.model.policy.approvals import Requirement
from wakebook.model.shape import fit, unknown_key, unknown_word

EMPTY = "an empty list stands where something has to be; name at least one, or leave it out"
FORM_OF_SLUG = "write lower-case letters, digits, dots and hyphens, such as checkout-503"


class Part(Value):
    """A part that can hold others."""

    name: Text
    parts: "Items[Part]" = ()


class Whole(Value):
    """A key for each way in which a value can fail to fit."""

    count: Annotated[int, Field(ge=1)] = 1
    share: float = 0.5
    done: bool = False
    labels: dict[str, str] = Field({}, max_length=100)
    parts: Annotated[Items[Part], Field(min_length=1)] = (Part(name="x"),)
    pair: Annotated[Items[Slug], Field(min_length=2, max_length=3)] = ("a", "b")
    first: Part | None = None
    words: Items[Literal["open", "closed", "done"]] = ()
    at: Moment | None = None
    slug: Slug = "a"
    letter: Annotated[str, Field(pattern="^[ab]$")] = "a"
    source: Text | None = Field(None, alias="from")
    need: Requirement | None = None


def misfits(value, model=Whole, **options):
    """Code, route and message of every misfit."""
    found = fit(model, value, **options)
    assert isinstance(found, list), found
    return [(misfit.code, misfit.claim.route, misfit.claim.message) for misfit in found]


def test_what_fits_is_a_model():
    whole = fit(Whole, {"count": 2, "parts": [{"name": "a", "parts": [{"name": "b"}]}]})
    assert whole.count == 2
    assert whole.parts[0].parts[0].name == "b"


def test_a_bare_date_is_a_day_of_the_zone():
    assert fit(Whole, {"at": "2026-11-23"}).at.earliest.hour == 0
    assert fit(Whole, {"at": "2026-11-23"}, zone=ZoneInfo("Asia/Tokyo")).at.earliest.hour == 15


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("slug", [], "a list stands where text is wanted; change it"),
        ("slug", {"a": 1}, "a mapping stands where text is wanted; change it"),
        ("slug", None, "nothing stands where text is wanted; change it"),
        ("count", "x", "'x' stands where a whole number is wanted; change it"),
        ("count", 2.5, "'2.5' stands where a whole number is wanted; change it"),
        ("count", True, "'true' stands where a whole number is wanted; change it"),
        ("share", "x", "'x' stands where a number is wanted; change it"),
        ("done", "yes", "'yes' stands where true or false is wanted; change it"),
        ("labels", [], "a list stands where a mapping is wanted; change it"),
        ("first", 3, "'3' stands where a mapping is wanted; change it"),
        ("parts", {}, "a mapping stands where a list is wanted; change it"),
        ("parts", 7, "'7' stands where a list is wanted; change it"),
        ("parts", "a/b-c.d:e", "'a/b-c.d:e' stands where a list is wanted; write [a/b-c.d:e]"),
        ("parts", "a b", "'a b' stands where a list is wanted; change it"),
        ("parts", "w" * 60, f"'{'w' * 60}' stands where a list is wanted; write [{'w' * 60}]"),
        ("parts", "w" * 61, f"'{'w' * 60}'... stands where a list is wanted; change it"),
        ("parts", "", "'' stands where a list is wanted; change it"),
        ("count", 0, "'0' does not fit: input should be greater than or equal to 1"),
        ("parts", [], EMPTY),
        ("pair", [], EMPTY),
        ("pair", ["a"], "a list of 1 stands where at least 2 can stand; change it"),
        ("pair", ["a"] * 4, "a list of 4 stands where at most 3 can stand; change it"),
        ("slug", "A", f"'A' does not have the form that is wanted here; {FORM_OF_SLUG}"),
        ("letter", "c", "'c' does not have the form that is wanted here; see its reference"),
    ],
)
def test_a_wrong_value_is_told_with_what_is_wanted(key, value, sentence):
    assert misfits({key: value}) == [("WB0303", (key,), sentence)]


@pytest.mark.parametrize(
    ("value", "read"), [(7, "7"), (2.5, "2.5"), (True, "true"), (False, "false")]
)
def test_what_is_read_as_a_number_or_a_truth_value_wants_quotes(value, read):
    sentence = f"is read as {read}, not as text; put it in quotes"
    assert misfits({"slug": value}) == [("WB0304", ("slug",), sentence)]


def test_what_is_no_moment_says_why():
    ((code, route, sentence),) = misfits({"at": "noon"})
    assert (code, route) == ("WB0305", ("at",))
    assert sentence.startswith("'noon' is no moment; write 2026-11-23,")


@pytest.mark.parametrize("value", [7, "x", None, []])
def test_a_whole_record_of_another_kind_is_told(value):
    ((code, route, sentence),) = misfits(value, route=(2,))
    assert (code, route) == ("WB0303", (2,))
    assert sentence.endswith("stands where a mapping is wanted; change it")


def test_a_route_leads_from_the_file_to_the_misfit():
    value = {"parts": [{"name": "a"}, {"name": 1, "nmae": "x", "parts": [{}]}]}
    assert [(code, route) for code, route, _ in misfits(value, route=("log", 3))] == [
        ("WB0304", ("log", 3, "parts", 1, "name")),
        ("WB0302", ("log", 3, "parts", 1, "parts", 0, "name")),
        ("WB0301", ("log", 3, "parts", 1, "nmae")),
    ]
    assert misfits({"at": "x"}, route=(1,))[0][1] == (1, "at")


@pytest.mark.parametrize("key", ["<x>", "<all>", "", "9", "[key]"])
def test_a_key_of_any_characters_is_a_step_of_its_route(key):
    assert misfits({"labels": {key: 1}})[0][1] == ("labels", key)
    assert misfits({key: 1})[0][:2] == ("WB0301", (key,))
    need = {"approvals": 1, "from": ["group:web"], key: 1}
    assert misfits({"need": need})[0][:2] == ("WB0301", ("need", key))


def test_a_missing_key_is_named():
    assert misfits({"first": {}}) == [
        ("WB0302", ("first", "name"), "the key 'name' is missing; add it")
    ]


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ({"cuont": 1}, "count"),
        ({"From": "x"}, "from"),
        ({"first": {"name": "x", "prts": []}}, "parts"),
        ({"parts": [{"name": "x", "parts": [{"name": "y", "nane": "z"}]}]}, "name"),
        ({"need": {"approvals": 1, "from": ["group:web"], "exlude": []}}, "exclude"),
        ({"need": {"any": [{"at_least": 1, "off": [], "of": [{}]}]}}, "of"),
    ],
)
def test_an_unknown_key_is_told_with_the_one_that_was_meant(value, meant):
    (found,) = [misfit for misfit in fit(Whole, value) if misfit.code == "WB0301"]
    assert found.claim.message.endswith(f"is not known here; did you mean {meant!r}?")
    assert (found.better, found.claim.on_key) == (meant, True)


@pytest.mark.parametrize("route", [(), ("two",)])
def test_a_key_that_is_missing_is_meant_before_one_that_is_there(route):
    class Two(Value):
        state: int = 0
        stated: str

    class Outer(Value):
        two: Two

    def last(given):
        return fit(Outer, {"two": given})[-1] if route else fit(Two, given)[-1]

    assert last({"stat": "x"}).better == "stated"
    for rest in ({"stated": "y"}, {"stated": "y", "state": "wrong"}, {"stated": []}):
        alone = last({"stat": "x", **rest})
        assert alone.claim.route == (*route, "stat")
        assert alone.claim.message.endswith("did you mean 'state'?")
        assert alone.better is None, "the other one is near as well"


def test_an_unknown_key_near_to_none_is_sent_to_the_reference():
    misfit = unknown_key(("a", "zzz"), ["one", "two"])
    assert misfit.claim.message == (
        "the key 'zzz' is not known here; remove it or see the format's reference"
    )
    assert (misfit.claim.route, misfit.better) == (("a", "zzz"), None)


def test_an_unknown_word_is_told_with_the_words_that_can_stand_there():
    def advice(given, known):
        misfit = unknown_word((1,), given, known)
        assert (misfit.code, misfit.claim.route) == ("WB0303", (1,))
        start = f"{given!r} is not one of the words that can stand here; "
        assert misfit.claim.message.startswith(start)
        return misfit.claim.message.removeprefix(start)

    many = [f"w{n:02}" for n in range(13)]
    assert advice("x", many[:12]) == f"write one of: {', '.join(many[:12])}"
    assert advice("x", iter(many)) == f"write one of: {', '.join(many[:12])}, ..."
    assert advice("OPENED", ["open", "closed"]) == "did you mean 'open'?"
    assert advice("opened", ["open", "re-opened", "closed"]) == "did you mean 're-opened'?"
    assert advice("open-ended", ["Open"]) == "write one of: Open"
    sentence = "'opn' is not one of the words that can stand here; did you mean 'open'?"
    assert misfits({"words": ["done", "opn"]}) == [("WB0303", ("words", 1), sentence)]
    assert misfits({"words": [3]})[0][2].endswith("write one of: open, closed, done")


def test_nearness_is_judged_by_the_first_sixty_letters():
    long = "b" * 1000
    assert unknown_key(("a" * 33 + long,), ["a" * 33 + "c"]).better, "66 of 94 are alike"
    assert not unknown_key(("a" * 32 + long,), ["a" * 32]).better, "64 of 92 are alike"


def test_fifty_misfits_are_listed_and_more_are_counted():
    def wrong(labels, **more):
        return misfits({"count": "x", "labels": {f"k{n}": n for n in range(labels)}, **more})

    listed = wrong(49)
    assert [code for code, _, _ in listed] == ["WB0303", *["WB0304"] * 49]
    sentence = "more of these follow; mend those above first"
    assert wrong(49, at="noon") == [*listed, ("WB0305", ("at",), f"1 {sentence}")]
    assert wrong(58) == [*listed, ("WB0304", ("labels", "k49"), f"9 {sentence}")]


@pytest.mark.parametrize("parts", [[{}], [{"name": "x"}, {"nam": "y"}], [{"name": 1}]])
def test_a_list_is_not_too_short_because_its_items_are_faulty(parts):
    assert all("a list of" not in sentence for _, _, sentence in misfits({"parts": parts}))
    assert ("WB0303", ("parts",), EMPTY) in misfits({"parts": [], "count": 0})
