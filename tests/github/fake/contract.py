"""What GitHub's published description says of a request and an answer."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft4Validator, FormatChecker
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

DESCRIPTION = Path(__file__).parents[1] / "description" / "api.github.com.json"
_BASE = "urn:description"
_LONG = {"ref", "branch"}
"""Parts of an address that may hold slashes."""
_EVERYWHERE = {401, 403, 404, 422, 429}
"""Refusals that any route can answer with; the description lists them for some alone."""

_formats = FormatChecker(formats=())


@_formats.checks("date-time", raises=ValueError)
def _date_time(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.fromisoformat(value).tzinfo)


@dataclass
class Exchange:
    """One request and its answer; ``fault`` names what a script did to it.

    ``at`` is the time of the fake's clock in seconds, ``effect`` what the request changed.
    """

    at: float
    method: str
    path: str
    query: dict[str, str]
    body: Any
    by: str | None
    status: int = 0
    answer: Any = None
    effect: str | None = None
    fault: str | None = None
    agreed: bool = True
    """Whether the answer has to fit the description: a fault is meant not to."""

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"


@dataclass(frozen=True)
class Operation:
    """A route of the description."""

    route: str
    pattern: re.Pattern[str]
    facts: dict[str, Any]

    @property
    def literal(self) -> int:
        """How many letters of its address are fixed: the more, the earlier it is tried."""
        return len(re.sub(r"\{[^}]*\}", "", self.route))


class Contract:
    """The description: finds the route of a request and says what does not fit it."""

    def __init__(self, path: Path = DESCRIPTION) -> None:
        self.description = _as_schema(json.loads(path.read_text(encoding="utf-8")))
        resource = Resource.from_contents(self.description, default_specification=DRAFT4)
        self._registry: Registry[Any] = Registry().with_resource(_BASE, resource)

    @cached_property
    def operations(self) -> list[Operation]:
        """Every route, the most literal first."""
        found = [
            Operation(f"{method.upper()} {path}", _pattern(path), facts)
            for path, methods in self.description["paths"].items()
            for method, facts in methods.items()
        ]
        return sorted(found, key=lambda o: -o.literal)

    def find(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The route that an address belongs to, with the parts of the address by name."""
        for operation in self.operations:
            found = operation.pattern.fullmatch(path)
            if found and operation.route.startswith(f"{method} "):
                return operation, {k: unquote(v) for k, v in found.groupdict().items()}
        return None

    def violations(self, exchange: Exchange) -> Iterator[str]:
        """Everything in an exchange that the description does not allow, in words."""
        found = self.find(exchange.method, exchange.path)
        if found is None:
            yield f"{exchange}: the description has no such route"
            return
        operation, named = found
        if exchange.status != 422:
            for problem in self._request(operation.facts, named, exchange):
                yield f"{exchange}: the request: {problem}"
        if exchange.agreed:
            for problem in self._answer(operation.facts, exchange):
                yield f"{exchange}: the answer: {problem}"

    def _request(
        self, facts: dict[str, Any], named: dict[str, str], exchange: Exchange
    ) -> Iterator[str]:
        given = {"path": named, "query": exchange.query}
        known = [self.resolved(p) for p in facts.get("parameters", [])]
        for name in exchange.query.keys() - {p["name"] for p in known if p["in"] == "query"}:
            yield f"the parameter {name} is not known"
        for parameter in known:
            value = given.get(parameter["in"], {}).get(parameter["name"])
            if value is not None:
                schema = self.resolved(parameter["schema"])
                whole = schema.get("type") == "integer" and value.isdigit()
                yield from self._against(schema, int(value) if whole else value)
        wanted = facts.get("requestBody")
        if exchange.body is not None and wanted is None:
            yield "a body where none is known"
        elif wanted and (exchange.body is not None or wanted.get("required")):
            schema = self.resolved(wanted["content"]["application/json"]["schema"])
            yield from self._against(schema, exchange.body)
            known_keys = schema.get("anyOf", [schema])[0].get("properties", {}).keys()
            for name in (exchange.body or {}).keys() - known_keys:
                yield f"the key {name} is not known"

    def _answer(self, facts: dict[str, Any], exchange: Exchange) -> Iterator[str]:
        if exchange.status == 304:
            return
        described = facts["responses"].get(str(exchange.status))
        if described is None:
            if exchange.status not in _EVERYWHERE:
                yield "the description knows no such status here"
            elif "message" not in (exchange.answer or {}):
                yield "a refusal has a message"
            return
        content = self.resolved(described).get("content", {})
        if content:
            yield from self._against(content["application/json"]["schema"], exchange.answer)

    def resolved(self, part: dict[str, Any]) -> dict[str, Any]:
        """A part of the description, or the part that it refers to."""
        if "$ref" not in part:
            return part
        resolver = self._registry.resolver(_BASE)
        found: dict[str, Any] = resolver.lookup(part["$ref"]).contents
        return found

    def _against(self, schema: dict[str, Any], value: Any) -> Iterator[str]:
        validator = Draft4Validator(schema, registry=self._registry, format_checker=_formats)
        for error in validator.iter_errors(value):
            worst = best_match([error])
            yield f"{worst.json_path}: {worst.message[:300]}"


def _pattern(path: str) -> re.Pattern[str]:
    pieces = re.split(r"\{([^}]*)\}", path)
    for at in range(1, len(pieces), 2):
        name = pieces[at]
        pieces[at] = f"(?P<{name}>{'.+' if name in _LONG else '[^/]+'})"
    return re.compile("".join(pieces))


def _as_schema(part: Any) -> Any:
    """OpenAPI 3.0 says ``nullable``, JSON Schema wants a type; and references become absolute."""
    if isinstance(part, list):
        return [_as_schema(item) for item in part]
    if not isinstance(part, dict):
        return part
    if isinstance(part.get("$ref"), str):
        return {"$ref": _BASE + part["$ref"]}
    whole = {key: _as_schema(item) for key, item in part.items() if key != "nullable"}
    if part.get("nullable") is not True:
        return whole
    return {"anyOf": [whole, {"type": "null"}]}
