"""Plain values to the model: every way in which a value does not fit becomes a claim."""

import difflib
import re
from collections.abc import Iterable, Mapping, Set
from datetime import UTC, tzinfo
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from wakebook.model.base import FORM_MARK, FORMS, Value
from wakebook.model.finding import Claim, Route, quoted

V = TypeVar("V", bound=Value)

UNKNOWN_KEY, MISSING_KEY, WRONG_VALUE = "WB0301", "WB0302", "WB0303"
WANTS_QUOTES, NO_MOMENT = "WB0304", "WB0305"


MISFITS = 50
"""More misfits of one value are counted, not listed: a person mends a few at a time."""


class Misfit(NamedTuple):
    """A claim about the shape of a record, with the code of the rule that it breaks.

    ``better`` is the one word that was meant, where no other is near.
    """

    code: str
    claim: Claim
    better: str | None = None


def fit(
    model: type[V], value: object, *, zone: tzinfo = UTC, route: Route = ()
) -> V | list[Misfit]:
    """The value as a model, or every reason why it is none.

    ``zone`` gives bare dates their day; ``route`` leads to the value within its file.
    """
    try:
        return model.model_validate(value, context={"zone": zone})
    except ValidationError as error:
        faults = _first_faults([_placed(fault) for fault in error.errors(include_url=False)])
        missing = {fault["loc"] for fault in faults if fault["type"] == "missing"}
        found = [_misfit(model, route, fault, missing) for fault in faults[: MISFITS + 1]]
        if len(faults) > MISFITS:
            more = f"{len(faults) - MISFITS} more of these follow; mend those above first"
            found[-1] = found[-1]._replace(claim=found[-1].claim._replace(message=more))
        return found


def _placed(fault: Any) -> Any:
    """A fault with the place in the file: pydantic adds a step for the form of a value.

    A validator of a whole value may name one place in it (`fault_at`).
    """
    place = [step for step in fault["loc"] if not str(step).startswith(FORM_MARK)]
    given = fault.get("input")
    for step in fault.get("ctx", {}).get("route", ()):
        if not isinstance(given, dict | list):
            break
        place.append(step)
        given = given[step]
    return {**fault, "loc": tuple(place), "input": given}


def _first_faults(faults: list[Any]) -> list[Any]:
    """The faults without lists that are too short only because their items are faulty."""
    inner = {fault["loc"][:n] for fault in faults for n in range(1, len(fault["loc"]))}
    return [f for f in faults if f["type"] != "too_short" or f["loc"] not in inner]


def _misfit(
    model: type[Value], route: Route, fault: Any, missing: Set[tuple[int | str, ...]]
) -> Misfit:
    kind, place = fault["type"], tuple(fault["loc"])
    given = fault.get("input")
    if kind == "extra_forbidden":
        known = _keys(model, place[:-1])
        wanted = [key for key in known if (*place[:-1], key) in missing]
        return unknown_key((*route, *place), known, wanted)
    if kind == "missing":
        sentence = f"the key {place[-1]!r} is missing; add it"
        return Misfit(MISSING_KEY, Claim((*route, *place), sentence))
    if kind == "string_type" and isinstance(given, int | float):
        sentence = f"is read as {_yaml(given)}, not as text; put it in quotes"
        return Misfit(WANTS_QUOTES, Claim((*route, *place), sentence))
    if kind == "moment":
        return Misfit(NO_MOMENT, Claim((*route, *place), f"{_shown(given)} {fault['msg']}"))
    return Misfit(WRONG_VALUE, Claim((*route, *place), _sentence(kind, fault, given)))


def unknown_key(route: Route, known: Iterable[str], missing: Iterable[str] = ()) -> Misfit:
    """A key that nothing reads, with the key that was probably meant: one that is missing first."""
    key = str(route[-1])
    near = _near(key, missing) or _near(key, known)
    advice = f"did you mean {near[0]!r}?" if near else "remove it or see the format's reference"
    sentence = f"the key {quoted(key)} is not known here; {advice}"
    better = near[0] if len(near) == 1 else None
    return Misfit(UNKNOWN_KEY, Claim(route, sentence, on_key=True), better)


def unknown_word(route: Route, given: object, known: Iterable[str]) -> Misfit:
    """A word that is none of those that can stand here."""
    return Misfit(WRONG_VALUE, Claim(route, _one_of(given, list(known))))


def _one_of(given: object, words: list[str]) -> str:
    shown = ", ".join(words) if len(words) <= 12 else ", ".join(words[:12]) + ", ..."
    advice = _did_you_mean(str(given), words) or f"write one of: {shown}"
    return f"{_shown(given)} is not one of the words that can stand here; {advice}"


def _did_you_mean(word: str, known: Iterable[str]) -> str | None:
    near = _near(word, known)
    return f"did you mean {near[0]!r}?" if near else None


def _near(word: str, known: Iterable[str]) -> list[str]:
    folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold()[:60], folded, n=2, cutoff=0.7)
    return [folded[name] for name in near]


def _keys(model: type[Value], place: tuple[str | int, ...]) -> list[str]:
    """The keys that the model at a place takes; those of every form it can have there."""
    current = [model]
    for step in place:
        if not isinstance(step, int):
            fields = [f[step] for each in current if step in (f := _fields(each))]
            current = [inner for field in fields for inner in _models(field.annotation)]
    return list(dict.fromkeys(key for each in current for key in _fields(each)))


def _fields(model: type[Value]) -> dict[str, FieldInfo]:
    """The fields by the keys of a file; a model that names itself is settled first."""
    model.model_rebuild()
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _models(annotation: Any) -> Iterable[type[Value]]:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models(part)


def _sentence(kind: str, fault: Any, given: object) -> str:
    if kind == "literal_error":
        words = str(fault["ctx"]["expected"]).replace(" or ", ", ")
        return _one_of(given, [word.strip("' ") for word in words.split(",")])
    if kind == "string_pattern_mismatch":
        advice = FORMS.get(fault["ctx"]["pattern"], "see its reference")
        return f"{_shown(given)} does not have the form that is wanted here; {advice}"
    if kind in ("too_short", "too_long"):
        return _number_of(given, fault["ctx"])
    if kind == "endpoint":
        return str(fault["msg"])  # what was given may hold a password
    wanted = _WANTED.get(kind)
    if wanted is None:
        return f"{_shown(given)} does not fit: {_lower(fault['msg'])}"
    advice = f"write [{given}]" if kind == "tuple_type" and _is_word(given) else "change it"
    return f"{_shown(given)} stands where {wanted} is wanted; {advice}"


def _number_of(given: object, told: Mapping[str, int]) -> str:
    """A list with too few entries or too many; ``told`` are the limit and what there is."""
    least, most = told.get("min_length"), told.get("max_length")
    if least is not None and not given:
        return "an empty list stands where something has to be; name at least one, or leave it out"
    wanted = f"at least {least}" if least is not None else f"at most {most}"
    return f"a list of {told['actual_length']} stands where {wanted} can stand; change it"


def _is_word(given: object) -> bool:
    return isinstance(given, str) and re.fullmatch(r"[\w.:/-]{1,60}", given) is not None


_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "a mapping",
    "tuple_type": "a list",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _yaml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(value: object) -> str:
    match value:
        case str():
            return quoted(value)
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case None:
            return "nothing"
        case _:
            return quoted(_yaml(value))
