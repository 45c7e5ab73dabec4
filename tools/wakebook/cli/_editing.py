"""What ``fix`` and ``fmt`` share: the files they may touch, and the differences they show."""

import argparse
import difflib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from wakebook.cli._exits import UsageError
from wakebook.cli._repository import path_in, root_of, wants_color
from wakebook.cli._terminal import say
from wakebook.records.git import Git, GitError
from wakebook.records.library import Opened
from wakebook.records.sealing import is_sealed
from wakebook.records.tree import WorkTree
from wakebook.render.terminal.paint import Paint

Edit = Callable[[str, bytes], bytes]
_LOOKS = {"+": "green", "-": "red", "@": "blue"}


class Editing:
    """The records of a repository that the paths of a command name."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.root = root_of(arguments)
        self.opened = Opened(WorkTree(self.root))

    def changed(self, edit: Edit) -> Iterator[tuple[str, bytes, bytes]]:
        """Path, old and new bytes of every file that the edit changes and that may change."""
        merged = self._merged()
        for path in self._paths():
            old = self.opened.reader.raw(path)
            new = edit(path, old)
            if new == old:
                continue
            if path in merged:
                say(f"{path} is left as it is: a merged log file never changes")
                say('put it right with a correction: wakebook log --undo, or kind "correction"')
            else:
                yield path, old, new

    def _paths(self) -> Iterator[str]:
        wanted = [self._relative(path) for path in self.arguments.paths]
        for path in sorted(self._records()):
            if not wanted or any(w in (".", path) or path.startswith(f"{w}/") for w in wanted):
                yield path

    def _records(self) -> Iterator[str]:
        """Every file that is a record; what is sealed, and evidence as proof, is never touched."""
        shelf = self.opened.shelf
        policies = [*shelf.policies, *shelf.policy_tests]
        shared = [*policies, *shelf.catalog, *shelf.runbooks, *shelf.problems]
        yield from (file.path for file in shared)
        if shelf.settings is not None:
            yield shelf.settings.path
        opened = self.opened.clear.opened
        for case in shelf.cases.values():
            if case.id in self.opened.elsewhere:
                continue
            proof = {file.path for file in case.evidence}
            paths = [file.path for file in case.files if file.path not in proof]
            yield from (path for path in paths if not is_sealed(path) and path not in opened)

    def _relative(self, given: str) -> str:
        if not Path(self.arguments.directory, given).exists():
            raise UsageError(f"there is no {given}")
        return path_in(self.root, self.arguments, given)

    def _merged(self) -> set[str]:
        """Log files that a commit holds already."""
        try:
            listed = Git(self.root).listed("HEAD", ["incidents"])
            return {path for path, _, _ in listed if "/timeline/" in path}
        except GitError:
            return set()


def show_difference(path: str, old: bytes, new: bytes) -> None:
    """The change as a unified diff; bytes that cannot be read or seen are shown as escapes."""
    paint = Paint(wants_color())
    before, after = (raw.decode("utf-8", "backslashreplace").split("\n") for raw in (old, new))
    names = (f"a/{path}", f"b/{path}")
    for line in difflib.unified_diff(before, after, *names, lineterm="", n=1):
        sys.stdout.write(paint(line, _LOOKS.get(line[:1], "")) + "\n")
