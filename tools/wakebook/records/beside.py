"""Reading a YAML file that a person names on the command line, as strictly as a record."""

from pathlib import Path
from typing import TypeVar

from wakebook.model.base import Value
from wakebook.model.finding import Claim, Finding, Level
from wakebook.model.shape import fit
from wakebook.records.bytes import RECORD, decode
from wakebook.records.locate import locate
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_yaml

V = TypeVar("V", bound=Value)


class Beside:
    """One file, read once; ``shown`` is what messages call it. Raises OSError."""

    def __init__(self, path: Path, shown: str) -> None:
        self.shown = shown
        with path.open("rb") as file:
            self.text = decode(file.read(RECORD.size + 1), shown, RECORD)

    def value(self, model: type[V]) -> V | list[Finding]:
        """The file as a model, or everything that is wrong with it."""
        if isinstance(self.text, Refused):
            return list(self.text.findings)
        value = read_yaml(self.text, self.shown)
        if isinstance(value, Refused):
            return list(value.findings)
        fitted = fit(model, value)
        if not isinstance(fitted, list):
            return fitted
        return [self.place(misfit.claim, misfit.code) for misfit in fitted]

    def place(self, claim: Claim, code: str = "") -> Finding:
        """A claim about the file that was read, with its line and column."""
        line, column = 1, 1
        if not isinstance(self.text, Refused):
            line, column = locate(self.text, claim.route, on_key=claim.on_key)
        level = claim.level or Level.ERROR
        return Finding(self.shown, line, column, code, level, claim.message)
