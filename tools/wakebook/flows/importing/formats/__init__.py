"""The formats that can be imported: every module of this folder is one.

A format has ``HELP`` (one line), ``SOURCE`` (what to name on the command line), ``FOLDER`` (whether
that is a folder; None for either) and ``read(path, shown, zone) -> Foreign``. One with ``MAPPING``,
a model, gets what ``--mapping`` holds as a fourth argument; one with ``DATES`` takes ``dates``, the
order of day, month and year, too.
"""

from importlib import import_module
from pathlib import Path
from types import ModuleType


def names() -> list[str]:
    """Every format's name."""
    stems = (path.stem for path in Path(__file__).parent.glob("*.py"))
    return sorted(stem for stem in stems if not stem.startswith("_"))


def load(name: str) -> ModuleType:
    """The module of a format."""
    return import_module(f"wakebook.flows.importing.formats.{name}")
