"""Whole answers from the few facts that matter: the description says what else belongs to them."""

from typing import Any

from tests.github.fake.contract import Contract

_WORDS = {"date-time": "2026-11-26T12:00:00Z", "email": "nobody@shop.example"}


class Shapes:
    """Fills in what the description requires; ``home`` begins every address."""

    def __init__(self, contract: Contract, home: str) -> None:
        self._contract, self._home = contract, home

    def fill(self, name: str, facts: dict[str, Any]) -> dict[str, Any]:
        """A whole value of a schema of the description."""
        filled: dict[str, Any] = self._fill(
            {"$ref": f"urn:description#/components/schemas/{name}"}, facts
        )
        return filled

    def _fill(self, schema: dict[str, Any], value: Any) -> Any:
        schema = self._whole(schema)
        if isinstance(value, list) and "items" in schema:
            return [self._fill(schema["items"], item) for item in value]
        if not isinstance(value, dict):
            return value
        properties = schema.get("properties", {})
        filled = {key: self._fill(properties.get(key, {}), item) for key, item in value.items()}
        for key in schema.get("required", []):
            if key not in filled:
                filled[key] = self._nothing(properties.get(key, {}), key)
        return filled

    def _nothing(self, schema: dict[str, Any], name: str) -> Any:
        if _may_be_null(schema):
            return None
        schema = self._whole(schema)
        if _may_be_null(schema):
            return None
        if "enum" in schema:
            return schema["enum"][0]
        if schema.get("format") == "uri" or name.endswith("_url"):
            return f"{self._home}/-/{name}"
        empty: dict[Any, Any] = {"array": [], "integer": 0, "number": 0, "boolean": False}
        if schema.get("type") == "string":
            return _WORDS.get(schema.get("format", ""), "")
        return (
            empty.get(schema.get("type")) if schema.get("type") in empty else self._fill(schema, {})
        )

    def _whole(self, schema: dict[str, Any]) -> dict[str, Any]:
        """A schema with its references followed, its parts united and its first choice taken."""
        schema = self._contract.resolved(schema)
        for key in ("anyOf", "oneOf"):
            if key in schema:
                return self._whole(schema[key][0])
        whole = {key: item for key, item in schema.items() if key != "allOf"}
        for part in schema.get("allOf", []):
            more = self._whole(part)
            whole["properties"] = {**whole.get("properties", {}), **more.get("properties", {})}
            whole["required"] = [*whole.get("required", []), *more.get("required", [])]
            whole.setdefault("type", more.get("type", "object"))
        return whole


def _may_be_null(schema: dict[str, Any]) -> bool:
    return {"type": "null"} in schema.get("anyOf", [])
