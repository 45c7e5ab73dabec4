"""A bundle of evidence: files that stand for themselves, with a program that verifies them."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from wakebook.model.gate.statement import digest

_HERE = Path(__file__).parent
_ORDINARY = 0o100644
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest time that the format knows: when a bundle is made is not part of what it says."""


class Enclosed(NamedTuple):
    """A file of a bundle with the mode that git has for it."""

    raw: bytes
    mode: int = _ORDINARY


def bundle(files: Mapping[str, Enclosed], words: Mapping[str, str]) -> bytes:
    """A zip archive of the files by path; equal files give equal bytes.

    The program that verifies them, the instructions and a manifest are added. ``words`` fill the
    instructions: ``main``, ``evidence`` and ``digest``.
    """
    instructions = (_HERE / "readme.md").read_text(encoding="utf-8").format(**words)
    whole = {
        **files,
        "README.md": Enclosed(instructions.encode()),
        "verify.py": Enclosed((_HERE / "verify.py").read_bytes()),
    }
    lines = (f"{f.mode:o} {digest(f.raw)} {path}\n" for path, f in sorted(whole.items()))
    whole["manifest.txt"] = Enclosed("".join(lines).encode())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, file in sorted(whole.items()):
            archive.writestr(_entry(path), file.raw)
    return packed.getvalue()


def _entry(path: str) -> zipfile.ZipInfo:
    """A file's place in the archive: every one is an ordinary file, also where git has a link."""
    entry = zipfile.ZipInfo(path, _BEGINNING)
    entry.create_system = 3  # Unix, wherever it is made
    entry.external_attr = _ORDINARY << 16
    return entry
