"""The plan of an import as text: its items, then the fields counted over all items."""

from collections.abc import Iterable, Iterator

from wakebook.model.imported import FieldFate, Plan, Planned, Remark, outcomes
from wakebook.render.imported.summed import MANY, summed
from wakebook.render.safe import safe
from wakebook.render.words import counted

_DONE = {"create": "created", "unchanged": "unchanged", "changed": "extended", "cannot": "refused"}
_PLANNED = {"create": "create", "unchanged": "unchanged", "changed": "extend", "cannot": "cannot"}
_SHOWN = 200


def render(plan: Plan) -> str:
    """Every item, everything there is to say about the source, and what was lost in sum.

    Very many items are summed up; the plan as JSON has them all.
    """
    if len(plan.items) > MANY:
        lines = [*summed(plan, _DONE if plan.written else _PLANNED)]
    else:
        lines = [line for item in plan.items for line in _item(item, plan.written)]
    lines += [_remark(remark) for remark in plan.remarks]
    lines += _components(plan)
    fields = plan.fields
    lines += ["", *_fields(fields), "", _sum(plan, outcomes(fields))]
    return "\n".join(lines) + "\n"


def _item(item: Planned, written: bool) -> Iterator[str]:
    word = (_DONE if written else _PLANNED)[item.deed]
    where = f"{item.path}:{item.line}"
    yield safe(f"{word:9} {item.kind:11} {item.incident or item.source_id}  ({where})")
    for remark in item.remarks:
        yield f"          {_remark(remark)}"
    if item.deed == "create":
        for outcome in ("kept", "lost"):
            rows = [row for row in item.fields if row.fate.outcome == outcome]
            if rows:
                yield safe(f"          {outcome}: {', '.join(row.field for row in rows)}")


def _remark(remark: Remark) -> str:
    sign = "error: " if remark.bars else ""
    column = f":{remark.column}" if remark.column else ""
    return safe(f"{remark.path}:{remark.line}{column}: {sign}{remark.message}")


def _components(plan: Plan) -> Iterator[str]:
    if plan.catalog is not None:
        verb = "written" if plan.written else "to be written"
        names = ", ".join(plan.components[:_SHOWN])
        yield safe(
            f"catalog   {len(plan.components)} new components {verb} to {plan.catalog}: {names}"
        )


def _fields(rows: Iterable[FieldFate]) -> Iterator[str]:
    yield "What became of the source's fields, over all items:"
    order = ("lost", "kept", "mapped", "empty")
    for row in sorted(rows, key=lambda row: (order.index(row.fate.outcome), row.field)):
        yield safe(f"  {row.fate.outcome:7}{row.times:7}  {row.field}: {row.fate.where}")


def _sum(plan: Plan, values: dict[str, int]) -> str:
    words = _DONE if plan.written else _PLANNED
    deeds = ", ".join(f"{count} {words[deed]}" for deed, count in plan.deeds.items())
    told = ", ".join(f"{count} {outcome}" for outcome, count in values.items())
    waits = not plan.written and any(item.deed != "cannot" for item in plan.items)
    step = "; nothing is written yet: run it without --plan" if waits else ""
    count = counted(len(plan.items), "item")
    return f"{count}: {deeds}. Their values: {told}{step}."
