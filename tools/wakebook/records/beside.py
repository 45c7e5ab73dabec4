"""Reading a YAML file that a person names on the command line, as strictly as a record."""

from pathlib import Path
from typing import TypeVar

from wakebook.model.base import Value
from wakebook.model.finding import Finding, Level
from wakebook.model.shape import fit
from wakebook.records.bytes import RECORD, decode
from wakebook.records.locate import locate
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_yaml

V = TypeVar("V", bound=Value)


def read_value(path: Path, shown: str, model: type[V]) -> V | list[Finding]:
    """The file as a model, or everything that is wrong with it; raises OSError."""
    with path.open("rb") as file:
        text = decode(file.read(RECORD.size + 1), shown, RECORD)
    value = text if isinstance(text, Refused) else read_yaml(text, shown)
    if isinstance(value, Refused) or isinstance(text, Refused):
        return list(value.findings) if isinstance(value, Refused) else []
    fitted = fit(model, value)
    if not isinstance(fitted, list):
        return fitted
    found = []
    for misfit in fitted:
        line, column = locate(text, misfit.claim.route, on_key=misfit.claim.on_key)
        claim = misfit.claim
        found.append(Finding(shown, line, column, misfit.code, Level.ERROR, claim.message))
    return found
