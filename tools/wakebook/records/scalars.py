"""What a plain scalar means: YAML 1.2's core schema (section 10.3.2), less what readers dispute."""

import math
import re

MERGE = "<<"
"""The key by which YAML 1.1 mixes another mapping in."""

_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_FIRST_OF_NUMBER = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SIGNS = frozenset({MERGE, "="})
_LEADING_POINT = re.compile(r"[-+]?\.")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]")
_OTHER_NUMBER = re.compile(r"[-+]?(?:0[box][0-9a-fA-F_]+|\.(?:inf|Inf|INF|nan|NaN|NAN))")
_MOST_DIGITS = 18


class UnclearError(ValueError):
    """A number that readers take differently or cannot hold; the argument says which kind."""


def resolve(plain: str) -> bool | int | float | str | None:
    """The value of a plain scalar.

    Raises:
        UnclearError: a number in another base, infinite, too long or with leading zeros.
    """
    if plain in _WORDS:
        return _WORDS[plain]
    if plain[0] not in _FIRST_OF_NUMBER:
        if plain in _SIGNS:
            raise UnclearError("a sign with a meaning to some readers")
        return plain
    if _FLOAT.fullmatch(plain):
        return _number(plain)
    if _OTHER_NUMBER.fullmatch(plain):
        raise UnclearError("a number in another base, infinite or not a number")
    if "_" in plain and _FLOAT.fullmatch(plain.replace("_", "")):
        raise UnclearError("a number to readers that allow underscores in it")
    return plain


def _number(plain: str) -> int | float:
    if _LEADING_POINT.match(plain):
        raise UnclearError("a number without a digit before its point")
    if _LEADING_ZERO.match(plain):
        raise UnclearError("a number with a leading zero")
    if len(_significant(plain)) > _MOST_DIGITS:
        raise UnclearError(f"a number of more than {_MOST_DIGITS} digits")
    if _INTEGER.fullmatch(plain):
        return int(plain)
    value = float(plain)
    if math.isinf(value) or (value == 0 and _significant(plain)):
        raise UnclearError("a number outside of what a computer's float can hold")
    return value


def _significant(plain: str) -> str:
    """The digits of a number before its exponent, without leading zeros."""
    return plain.lower().partition("e")[0].replace(".", "").lstrip("+-0")
