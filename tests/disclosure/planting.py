"""Records with a word of their own in every field that holds text, told apart by that word."""

import json
import types
from collections.abc import Iterator
from itertools import count
from typing import Any, Literal, Union, get_args, get_origin

from wakebook.model.base import AUDIENCES, Evidence, Value
from wakebook.model.header import Header
from wakebook.model.log import KINDS
from wakebook.model.moment import Moment
from wakebook.model.postmortem import ActionItem, PostmortemHeader
from wakebook.model.problem import ProblemHeader
from wakebook.model.runbook import RunbookHeader

_SET = {"audience": None, "audiences": None, "entries_audience": None, "origin": None}
_SET |= {"waivers": None, "closed": None, "evidence": None, "category": None}
_SET |= {"categories": None, "retract": None, "legacy": None}
_PLAIN = {
    "external": "external: {}",
    "https": "https://{}.example",
    "_duration": "PT5M",
    "{64}": "0" * 64,
}


class Canaries:
    """Makes words such as ``canaryx0007``, each of them once."""

    def __init__(self, stem: str) -> None:
        self.stem = stem
        self._numbers = count()

    def word(self) -> str:
        """A new one."""
        return f"canary{self.stem}{next(self._numbers):04}"

    def filled(self, model: type[Value], **given: Any) -> dict[str, Any]:
        """A value of the model as it stands in a file, with a canary wherever a text can be."""
        model.model_rebuild()
        found: dict[str, Any] = {}
        for name, field in model.model_fields.items():
            key = field.alias or name
            if key in given:
                value = given[key]
            elif key in _SET and not field.is_required():
                value = _SET[key]
            else:
                value = self._value(field.annotation, field.metadata)
            if value is not None:
                found[key] = value
        return found

    def _value(self, of: Any, metadata: Any = ()) -> Any:
        origin, inner = get_origin(of), get_args(of)
        if of is Moment:
            return "2026-11-20T10:00Z"
        if of is Evidence:
            return None
        if isinstance(of, type) and issubclass(of, Value):
            return self.filled(of)
        if origin in (Union, types.UnionType):
            return self._value(next(each for each in inner if each is not type(None)), metadata)
        if origin is Literal:
            return inner[0]
        if hasattr(of, "__metadata__"):
            return self._value(inner[0], (*metadata, *of.__metadata__))
        if origin in (tuple, list):
            value = self._value(inner[0])
            return None if value is None else [value]
        if of is str:
            return self._text(str(metadata))
        return {bool: False, int: 1, float: 0.5}.get(of)

    def _text(self, form: str) -> str:
        for mark, text in _PLAIN.items():
            if mark in form:
                return text.format(self.word())
        return self.word()


def incident(made: Canaries, audience: str) -> tuple[str, dict[str, str]]:
    """An incident with an entry of every kind, and all that belongs to it: its id and its files."""
    name = f"2026-11-20-{made.word()}"
    place = f"incidents/2026/{name}"
    files = {f"{place}/evidence/{made.word()}.txt": made.word()}
    proof = [{"path": path.removeprefix(f"{place}/"), "sha256": "0" * 64} for path in files]
    header = made.filled(Header, kind="incident", audience=audience)
    if audience == "staff":
        del header["public"]
    files[f"{place}/incident.yaml"] = json.dumps(header)
    lines = list(_lines(made, proof))
    files[f"{place}/timeline/20261120T100000Z-0001.yaml"] = json.dumps(lines)
    about = f"postmortems/2026/{name}"
    top = made.filled(PostmortemHeader, incidents=[name], audience=audience)
    body = f"## Summary\n\n{made.word()} [{made.word()}](https://{made.word()}.example)\n"
    files[f"{about}/postmortem.md"] = f"---\n{json.dumps(top)}\n---\n{body}"
    item = made.filled(ActionItem, audience=audience)
    files[f"{about}/actions/{made.word()}.yaml"] = json.dumps(item)
    return name, files


def _lines(made: Canaries, proof: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    for kind, model in KINDS.items():
        given: dict[str, Any] = {"kind": kind, "audience": "public", "evidence": proof}
        if kind == "correction":
            given |= {"corrects": "20261120T100000Z-0001#1", "set": {"text": made.word()}}
        if kind == "merged":
            given["into"] = f"2026-11-19-{made.word()}"
        yield made.filled(model, **given)


def shared(made: Canaries, audience: str) -> dict[str, str]:
    """A problem and a runbook."""
    problem = made.filled(ProblemHeader, audience=audience, incidents=[])
    top = made.filled(RunbookHeader, audience=audience)
    return {
        f"problems/{made.word()}.yaml": json.dumps(problem),
        f"runbooks/{made.word()}.md": f"---\n{json.dumps(top)}\n---\n## Steps\n\n{made.word()}\n",
    }


def narrower(made: Canaries, audience: str) -> tuple[str, dict[str, str]]:
    """An incident for this audience of which each optional field is narrowed to the next one."""
    above = AUDIENCES[AUDIENCES.index(audience) + 1]  # type: ignore[arg-type]
    name = f"2026-11-21-open-{made.stem}"
    header = made.filled(Header, kind="incident", audience=audience, title="Orders are late")
    optional = [k for k in header if k not in ("title", "kind", "audience")]
    header["audiences"] = dict.fromkeys(optional, above)
    lines = []
    for line in _lines(made, []):
        model = KINDS[line["kind"]]
        keys = {f.alias or n for n, f in model.model_fields.items() if not f.is_required()}
        must = [k for k in line if k not in keys and "canary" in json.dumps(line[k])]
        if not must and line["kind"] not in ("correction", "merged"):
            hidden = [k for k in line if k in keys and k not in ("audience", "evidence")]
            lines.append({**line, "audience": audience, "audiences": dict.fromkeys(hidden, above)})
        else:
            lines.append({**line, "audience": above})
    place = f"incidents/2026/{name}"
    return name, {
        f"{place}/incident.yaml": json.dumps(header),
        f"{place}/timeline/20261121T100000Z-0001.yaml": json.dumps(lines),
    }
