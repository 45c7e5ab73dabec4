"""JSON Schemas of the record formats, made from the model (JSON Schema draft 2020-12)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from wakebook.model.base import Value
from wakebook.model.gate.case import PolicyCase
from wakebook.model.header import Header
from wakebook.model.log import CLASSES, KINDS, Correction
from wakebook.model.mapping.markdown import MarkdownMapping
from wakebook.model.policy import SCHEMAS
from wakebook.model.postmortem import ActionItem, PostmortemHeader
from wakebook.model.problem import ProblemHeader
from wakebook.model.runbook import RunbookHeader
from wakebook.model.settings import Settings

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: dict[str, type[Value]] = {
    "action": ActionItem,
    "incident": Header,
    "mapping-markdown": MarkdownMapping,
    "postmortem": PostmortemHeader,
    "problem": ProblemHeader,
    "runbook": RunbookHeader,
    "settings": Settings,
    **{f"policy-{name}": model for name, model in SCHEMAS.items()},
}
PLACES: dict[str, str] = {
    "action": "postmortems/*/*/actions/*.yaml",
    "incident": "incidents/*/*/incident.yaml",
    "policy-tests": "policies/tests/*.yaml",
    "problem": "problems/*.yaml",
    "settings": "wakebook.yaml",
    "timeline": "incidents/*/*/timeline/*.yaml",
    **{f"policy-{name}": f"policies/{name}.yaml" for name in SCHEMAS},
}
"""The YAML files that a schema describes, as an editor matches them."""


class _Generator(GenerateJsonSchema):
    """Says nothing about absence: a record leaves a key out, it never writes null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        if made.get("default", 0) in (None, [], ()):
            del made["default"]
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        del schema
        return False


class _Documents(GenerateJsonSchema):
    """Titles would only repeat the names of fields."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        del schema
        return False


def names() -> list[str]:
    """Every schema there is."""
    return sorted([*_MODELS, *_LISTS])


def schema(name: str) -> dict[str, Any]:
    """The schema of one kind of file; for Markdown, of its front matter."""
    made = _LISTS[name]() if name in _LISTS else _record(_MODELS[name])
    return {"$schema": DIALECT, "title": f"Wakebook: {name}", **made}


def _record(model: type[Value]) -> dict[str, Any]:
    made = model.model_json_schema(by_alias=True, schema_generator=_Generator)
    return _untitled(made)


def _timeline() -> dict[str, Any]:
    """A list of entries; the kind decides which fields there are, so that a message names them."""
    _, made = models_json_schema(
        [(cls, "validation") for cls in CLASSES], by_alias=True, schema_generator=_Generator
    )
    definitions = _untitled(made)["$defs"]
    definitions[Correction.__name__]["oneOf"] = [{"required": ["retract"]}, {"required": ["set"]}]
    kind = {"enum": list(KINDS), "description": "What kind of entry this is"}
    return {
        "description": "Entries of an incident's log, in one file",
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "required": ["kind", "at"],
            "properties": {"kind": kind},
            "allOf": [_case(cls) for cls in CLASSES],
        },
        "$defs": definitions,
    }


def _case(cls: Any) -> dict[str, Any]:
    condition = {"properties": {"kind": {"enum": list(cls.kinds())}}, "required": ["kind"]}
    return {"if": condition, "then": {"$ref": f"#/$defs/{cls.__name__}"}}


def _policy_tests() -> dict[str, Any]:
    """A list of cases."""
    item = _record(PolicyCase)
    definitions = item.pop("$defs")
    return {
        "description": "Cases of a policy's tests, in one file",
        "type": "array",
        "items": item,
        "$defs": definitions,
    }


def _untitled(made: dict[str, Any]) -> dict[str, Any]:
    """Without the titles that repeat a class's name."""
    for definition in made.get("$defs", {}).values():
        definition.pop("title", None)
    made.pop("title", None)
    return made


def _statuspage(name: str) -> dict[str, Any]:
    """A document of the status site; unlike in a record, null is written there."""
    from pydantic import TypeAdapter

    from wakebook.render.status.shape import DOCUMENTS

    adapter: TypeAdapter[Any] = TypeAdapter(DOCUMENTS[name])
    return _untitled(adapter.json_schema(schema_generator=_Documents))


_LISTS: dict[str, Callable[[], dict[str, Any]]] = {
    "policy-tests": _policy_tests,
    "timeline": _timeline,
    **{
        f"statuspage-{name}": partial(_statuspage, name)
        for name in ("components", "incidents", "scheduled-maintenances", "status", "summary")
    },
}


def text(name: str) -> str:
    """A schema as the file that is checked in."""
    import json

    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
