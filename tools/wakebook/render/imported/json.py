"""The plan of an import as JSON."""

import json
from collections.abc import Iterator
from typing import Any

from wakebook.model.imported import FieldFate, Plan, Planned, Remark, outcomes


def render(plan: Plan) -> str:
    """One object: items, remarks, fields counted over all items, and a summary."""
    return "".join(parts(plan))


def parts(plan: Plan) -> Iterator[str]:
    """The text piece by piece, an item a line: of very many items it is never in memory whole."""
    yield f'{{\n"written": {_text(plan.written)},\n"items": ['
    for number, item in enumerate(plan.items):
        yield f"{',' if number else ''}\n{_text(_item(item))}"
    fields = plan.fields
    rest = {
        "remarks": [_remark(remark) for remark in plan.remarks],
        "catalog": {"path": plan.catalog, "components": list(plan.components)},
        "fields": [_field(row) for row in fields],
        "summary": {"items": len(plan.items), **plan.deeds, "values": outcomes(fields)},
    }
    yield "\n]"
    for name, value in rest.items():
        yield f',\n"{name}": {_text(value)}'
    yield "\n}\n"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=True)


def _item(item: Planned) -> dict[str, Any]:
    return {
        "deed": item.deed,
        "path": item.path,
        "line": item.line,
        "source_id": item.source_id,
        "incident": item.incident,
        "title": item.title,
        "kind": item.kind,
        "open": item.open,
        "remarks": [_remark(remark) for remark in item.remarks],
        "fields": [_field(row) for row in item.fields],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return remark._asdict()


def _field(row: FieldFate) -> dict[str, Any]:
    return {
        "field": row.field,
        "outcome": row.fate.outcome,
        "where": row.fate.where,
        "count": row.times,
    }
