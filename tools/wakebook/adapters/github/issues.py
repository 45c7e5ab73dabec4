"""Issues of one repository: ours are known by a line of their text and by our own account.

Every deed looks before it writes a second time, so that a lost answer posts nothing twice.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wakebook.adapters.github.errors import LostError, RefusedError
from wakebook.adapters.github.issue_rows import IssueRow
from wakebook.adapters.github.rows import CommentRow
from wakebook.adapters.github.wire import Wire
from wakebook.model.forge import Issue
from wakebook.model.gate.facts import Account

_GONE = (404, 410)
_MOST_PAGES = 400
"""Forty thousand issues of ours; a list that is cut off would have them opened a second time."""


class Issues:
    """The issues of ``owner/name`` as one account sees them; ``label`` is that of ours."""

    def __init__(self, wire: Wire, repository: str, own: Account, label: str) -> None:
        self._wire, self._own, self._label = wire, own, label
        self._home = f"repos/{repository}/issues"

    def ours(self) -> list[Issue]:
        """Every issue that we opened, oldest first; raises HostError, for too many too."""
        query = {"state": "all", "labels": self._label, "sort": "created", "direction": "asc"}
        rows = self._wire.everything(self._home, IssueRow, _MOST_PAGES, **query)
        return [row.issue for row in rows if self._is_ours(row)]

    def numbered(self, number: int) -> Issue | None:
        """One of ours by its number, whatever its labels; None where it is gone or not ours."""
        try:
            row = self._wire.get(self._at(number)).read(IssueRow)
        except RefusedError as error:
            if error.status in _GONE:
                return None
            raise
        return row.issue if self._is_ours(row) else None

    def state(self, number: int) -> str | None:
        """``open`` or ``closed``, whoever opened it; None where there is none to be seen."""
        try:
            return self._wire.get(self._at(number)).read(IssueRow).state
        except RefusedError as error:
            if error.status in _GONE:
                return None
            raise

    def _at(self, number: int) -> str:
        """The address of an issue; whatever is no number leads nowhere."""
        return f"{self._home}/{number:d}"

    def _is_ours(self, row: IssueRow) -> bool:
        return row.user is not None and row.user.account == self._own and row.pull_request is None

    def open(
        self, mark: str, title: str, body: str, labels: Sequence[str], assignees: Sequence[str]
    ) -> int:
        """Open an issue with this mark in its text, and give its number; raises HostError.

        Whoever calls has looked that there is none. Somebody whom GitHub does not let be assigned
        is left out.
        """
        fields: dict[str, Any] = {"title": title, "body": body, "labels": list(labels)}
        try:
            return self._opened(mark, {**fields, "assignees": list(assignees)})
        except RefusedError as error:
            if error.status != 422 or not assignees:
                raise
        return self._opened(mark, fields)

    def _opened(self, mark: str, fields: Mapping[str, Any]) -> int:
        def write() -> int:
            return self._wire.write("POST", self._home, fields).read(IssueRow).number

        def look() -> int | None:
            found = (issue for issue in self.ours() if mark in issue.body.split("\n"))
            return next((issue.number for issue in found), None)

        return self._once(look, write)

    def _once(self, look: Callable[[], int | None], write: Callable[[], int]) -> int:
        """Write; where the answer got lost, look before the next try."""
        lost = False

        def once() -> int:
            nonlocal lost
            found = look() if lost else None
            if found is not None:
                return found
            try:
                return write()
            except LostError:
                lost = True
                raise

        return self._wire.settled(once)

    def change(self, number: int, fields: Mapping[str, Any]) -> None:
        """Make fields of an issue say this; doing it twice is doing it once. Raises HostError."""
        try:
            self._patch(number, fields)
        except RefusedError as error:
            if error.status != 422 or "assignees" not in fields:
                raise
            rest = {key: value for key, value in fields.items() if key != "assignees"}
            if rest:
                self._patch(number, rest)

    def _patch(self, number: int, fields: Mapping[str, Any]) -> None:
        self._wire.settled(lambda: self._wire.write("PATCH", self._at(number), fields))

    def say(self, number: int, mark: str, body: str) -> bool:
        """Comment once, known by the mark and our account; False where it was said already.

        Raises HostError.
        """
        place = f"{self._at(number)}/comments"
        said = False

        def once() -> None:
            nonlocal said
            if not self._has_said(place, mark):
                self._wire.write("POST", place, {"body": f"{mark}\n{body}"})
                said = True

        self._wire.settled(once)
        return said

    def _has_said(self, place: str, mark: str) -> bool:
        for page in self._wire.pages(place):
            for row in page.read(list[CommentRow]):
                ours = row.user is not None and row.user.account == self._own
                if ours and row.body.startswith(mark):
                    return True
        return False
