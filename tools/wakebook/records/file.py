"""Reading one file of a tree: bytes, text, plain values, model; and its claims' places."""

from collections.abc import Iterable
from datetime import UTC, tzinfo
from typing import Generic, NamedTuple, TypeVar

from wakebook.model.base import Value
from wakebook.model.finding import Claim, Finding, Level, Route
from wakebook.model.shape import Misfit, fit
from wakebook.records.bytes import DOCUMENT, RECORD, Limits, decode
from wakebook.records.frontmatter import FrontMatter, split
from wakebook.records.locate import locate
from wakebook.records.refusal import Refused
from wakebook.records.tree import Tree
from wakebook.records.yaml import read_yaml

V = TypeVar("V", bound=Value)


class Document(NamedTuple, Generic[V]):
    """A Markdown file: its front matter as a model, its body and the body's first line."""

    header: V
    body: str
    body_line: int


class FileReader:
    """Reads the files of one tree through the strict reader."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def raw(self, path: str) -> bytes:
        """The bytes of a file."""
        return self.tree.read(path)

    def text(self, path: str, limits: Limits = RECORD) -> str | Refused:
        """The text of a file, or why it is refused."""
        return decode(self.tree.read(path), path, limits)

    def value(
        self, path: str, model: type[V], findings: list[Finding], zone: tzinfo = UTC
    ) -> V | None:
        """A YAML file as a model; what is wrong with it is added to the findings."""
        text = self.text(path)
        value = text if isinstance(text, Refused) else read_yaml(text, path)
        if isinstance(value, Refused):
            findings += value.findings
            return None
        return self._fit(path, model, value, findings, zone)

    def items(self, path: str, findings: list[Finding]) -> list[object]:
        """The items of a YAML file that holds a list."""
        text = self.text(path)
        value = text if isinstance(text, Refused) else read_yaml(text, path, root=list)
        if isinstance(value, Refused):
            findings += value.findings
            return []
        return list(value)

    def documents(self, path: str, findings: list[Finding]) -> list[dict[str, object]]:
        """The documents of a YAML file that another tool owns; empty values are allowed."""
        text = self.text(path)
        if isinstance(text, Refused):
            findings += text.findings
            return []
        value = read_yaml(text, path, allow_nulls=True, many=True)
        if isinstance(value, Refused):
            findings += value.findings
            return []
        return [dict(document) for document in value]

    def document(
        self, path: str, model: type[V], findings: list[Finding], zone: tzinfo = UTC
    ) -> Document[V] | None:
        """A Markdown file with front matter."""
        parts = self._split(path, findings)
        if parts is None:
            return None
        value = read_yaml(parts.front, path, first_line=parts.front_line)
        if isinstance(value, Refused):
            findings += value.findings
            return None
        header = self._fit(path, model, value, findings, zone)
        return None if header is None else Document(header, parts.body, parts.body_line)

    def located(self, path: str, misfits: Iterable[Misfit]) -> list[Finding]:
        """Misfits with their places in a file."""
        return [self.place(path, m.code, Level.ERROR, m.claim) for m in misfits]

    def place(self, path: str, code: str, level: Level, claim: Claim) -> Finding:
        """One claim with its line and column; a route that ends early gives its last place."""
        line, column = self._where(path, claim.route, claim.on_key)
        return Finding(path, line, column, code, claim.level or level, claim.message)

    def _where(self, path: str, route: Route, on_key: bool) -> tuple[int, int]:
        if path.split("/")[3:4] == ["evidence"]:
            return 1, 1  # it may be of any form, and nothing has read it yet
        if not path.endswith((".md", ".j2")):
            text = self.text(path)
            if isinstance(text, Refused):
                return 1, 1
            return locate(text, route, on_key=on_key, many=path.startswith("catalog/"))
        parts = self._split(path, [])
        if parts is None:
            return 1, 1
        if route[:1] == ("body",):
            line = route[1] if len(route) > 1 and isinstance(route[1], int) else 1
            return parts.body_line + line - 1, 1
        return locate(parts.front, route, first_line=parts.front_line, on_key=on_key)

    def _split(self, path: str, findings: list[Finding]) -> FrontMatter | None:
        text = self.text(path, DOCUMENT)
        parts = text if isinstance(text, Refused) else split(text, path)
        if isinstance(parts, Refused):
            findings += parts.findings
            return None
        return parts

    def _fit(
        self, path: str, model: type[V], value: object, findings: list[Finding], zone: tzinfo
    ) -> V | None:
        fitted = fit(model, value, zone=zone)
        if isinstance(fitted, list):
            findings += self.located(path, fitted)
            return None
        return fitted
