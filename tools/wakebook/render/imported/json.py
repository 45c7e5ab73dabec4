"""The plan of an import as JSON."""

import json
from typing import Any

from wakebook.model.imported import FieldFate, Plan, Planned, Remark


def render(plan: Plan) -> str:
    """One object: items, remarks, fields counted over all items, and a summary."""
    value = {
        "written": plan.written,
        "items": [_item(item) for item in plan.items],
        "remarks": [_remark(remark) for remark in plan.remarks],
        "catalog": {"path": plan.catalog, "components": list(plan.components)},
        "fields": [_field(row) for row in plan.fields],
        "summary": {"items": len(plan.items), **plan.deeds, "values": plan.outcomes},
    }
    return json.dumps(value, indent=2, ensure_ascii=True) + "\n"


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
