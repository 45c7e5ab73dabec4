"""Rows for programs: one object a row."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any


def render(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A list with one object on each line; a name that comes up again gets a number."""
    names = distinct(columns)
    lines = (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=True) for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]\n" if rows else "[]\n"


def distinct(columns: Sequence[str]) -> list[str]:
    """Names of columns, each once: ``n``, ``n_2``, ``n_3``."""
    seen: Counter[str] = Counter()
    named: list[str] = []
    for name in columns:
        seen[name] += 1
        told = name if seen[name] == 1 else f"{name}_{seen[name]}"
        while told in named or (told != name and told in columns):
            told += "_"
        named.append(told)
    return named
