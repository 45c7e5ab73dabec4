"""Telling an incident's id from other references."""

import re

_ID = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9][a-z0-9._-]{0,99}", re.ASCII)


def looks_like_incident(target: str) -> bool:
    """Whether a reference has the form of an incident's id."""
    return _ID.fullmatch(target) is not None
