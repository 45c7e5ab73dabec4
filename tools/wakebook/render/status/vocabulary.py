"""The words of a status page in one language, as a file of the site gives them.

They reach pages, feeds and badges, so they are text without control characters, and the only
places in them are plain names in braces, such as ``{time}``.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from string import Formatter
from typing import NamedTuple

from wakebook.render.site_error import SiteError

_FIELD = re.compile(r"[a-z_]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BREAKS = re.compile(r"[\t\r\n]+")


class Word(NamedTuple):
    """Words of a key; ``where`` names their file and the key, ``fields`` their places."""

    text: str
    where: str
    fields: frozenset[str]

    def filled(self, values: Mapping[str, object]) -> str:
        """The words with values in their places; raises SiteError for a place without one."""
        try:
            return self.text.format_map({k: str(v) for k, v in values.items()}).strip()
        except KeyError as missing:
            raise _unknown(self, str(missing.args[0]), values) from None


def vocabulary(text: str, file: str) -> dict[str, Word]:
    """The words of a file by their keys, such as ``page.status``.

    Raises SiteError, which names the file and the key, for what cannot be shown.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SiteError(f"{file}: {error}") from None
    found: dict[str, Word] = {}
    for group, words in told.items():
        if not isinstance(words, dict):
            raise SiteError(f"{file}: {group} is no group of words; write it below [page]")
        for name, said in words.items():
            key = f"{group}.{name}"
            found[key] = _word(said, f"{file}: {key}")
    return found


def demand_fields(words: Mapping[str, Word], main: Mapping[str, Word]) -> None:
    """Raise SiteError where words have a place that the same words of the main language lack."""
    for key, word in words.items():
        other = main.get(key) or main.get(f"{key.rpartition('.')[0]}.other") or word
        for field in sorted(word.fields - other.fields):
            raise _unknown(word, field, other.fields)


def _word(said: object, where: str) -> Word:
    if not isinstance(said, str):
        raise SiteError(f"{where} is no text")
    if _CONTROL.search(said):
        raise SiteError(f"{where} holds a character that no page can show")
    text = _BREAKS.sub(" ", said)
    return Word(text, where, frozenset(_fields(text, where)))


def _fields(text: str, where: str) -> Iterator[str]:
    try:
        parts = [*Formatter().parse(text)]
    except ValueError as error:
        raise SiteError(f"{where}: {error}; a brace of the text is written twice") from None
    for _, field, form, conversion in parts:
        if field is None:
            continue
        if form or conversion or not _FIELD.fullmatch(field):
            raise SiteError(f"{where}: only a plain name stands in braces, such as {{time}}")
        yield field


def _unknown(word: Word, field: str, known: Iterable[str]) -> SiteError:
    names = ", ".join(f"{{{name}}}" for name in sorted(known))
    advice = f"there are {names}" if names else "there is nothing to put in"
    return SiteError(f"{word.where}: there is no {{{field}}} here, {advice}")
