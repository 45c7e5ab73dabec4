"""Policies as they come with the toolkit, for a repository that has none of its own."""

from functools import cache
from pathlib import Path

from wakebook.model.policy.measures import MeasuresPolicy
from wakebook.records.file import FileReader
from wakebook.records.tree import WorkTree

_PACKAGE = Path(__file__).parent.parent
_FOLDERS = (_PACKAGE / "shared", _PACKAGE.parent.parent)
"""Where they lie when it is installed, and in a checkout of it."""


@cache
def plain_measures() -> MeasuresPolicy:
    """The definitions of figures; raises FileNotFoundError where the toolkit is not whole."""
    path = "policies/measures.yaml"
    for folder in _FOLDERS:
        if (folder / path).is_file():
            found = FileReader(WorkTree(folder)).value(path, MeasuresPolicy, [])
            if found is not None:
                return found
    raise FileNotFoundError(f"{path} is missing from the toolkit; install it again")
