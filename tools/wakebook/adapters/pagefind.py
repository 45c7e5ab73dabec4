"""Pagefind makes the search index: one for each shelf of pages, merged in the browser.

The program is called on a folder of small HTML files. Its Python service waits a tenth of a second
for each message, which is 100 s for 1,000 pages against 1.2 s for the program itself.
"""

import gzip
import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

_UNUSED = ("pagefind-component-ui", "pagefind-modular-ui", "pagefind-ui", "pagefind-highlight")
_MARK, _FILTERS = b"pagefind_dcd", 3
"""How Pagefind's packed files begin, and where their list of filters stands (format of 1.5)."""


class SearchError(OSError):
    """Pagefind could not be started or failed; the message says what it printed."""


def index(documents: Path, into: Path) -> None:
    """Index every ``*.html`` below ``documents`` into the folder ``into``, made anew.

    Raises SearchError if Pagefind is missing or fails.
    """
    from pagefind.service import get_executable

    program = get_executable()
    if program is None:
        raise SearchError("pagefind is not installed; `pip install 'wakebook[site]'` brings it")
    shutil.rmtree(into, ignore_errors=True)
    done = subprocess.run(  # noqa: S603 - a fixed program and a list, never a shell
        [str(program), "--site", str(documents), "--output-path", str(into), "--quiet"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
        raise SearchError(f"pagefind failed: {said[-300:]}")
    for path in into.iterdir():
        if path.name.startswith(_UNUSED) or path.name == "wasm.unknown.pagefind":
            path.unlink()
    _settle(into)


def _settle(index: Path) -> None:
    """Put filters and their values into order, so that equal pages give equal bytes.

    Pagefind keeps them in hash maps and writes them in an order that differs from run to run; the
    files are named by their content, so the names change too.
    """
    entry = index / "pagefind-entry.json"
    known = json.loads(entry.read_text(encoding="utf-8"))
    for language, facts in known["languages"].items():
        old = index / f"pagefind.{facts['hash']}.pf_meta"
        meta = _load(old)
        renamed = (_sorted_filter(index, name, stem, language) for name, stem in meta[_FILTERS])
        meta[_FILTERS] = sorted(renamed)
        old.unlink()
        facts["hash"] = _store(index, "pagefind.{}.pf_meta", meta, language)
    text = json.dumps({**known, "languages": dict(sorted(known["languages"].items()))})
    entry.write_text(text, encoding="utf-8")


def _sorted_filter(index: Path, name: str, stem: str, language: str) -> list[str]:
    old = index / "filter" / f"{stem}.pf_filter"
    title, values = _load(old)
    old.unlink()
    kept = [title, sorted([value, sorted(pages)] for value, pages in values)]
    return [name, _store(index / "filter", "{}.pf_filter", kept, language)]


def _load(path: Path) -> Any:
    import cbor2

    return cbor2.loads(gzip.decompress(path.read_bytes()).removeprefix(_MARK))


def _store(folder: Path, name: str, value: Any, language: str) -> str:
    import cbor2

    data = cbor2.dumps(value)
    stem = f"{language}_{hashlib.sha256(data).hexdigest()[:10]}"
    (folder / name.format(stem)).write_bytes(gzip.compress(_MARK + data, mtime=0))
    return stem
