"""Statements and plans worded as a chat request wants them: in the JSON schema that it asks for, or in lines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chat_server import Asked


@dataclass(frozen=True)
class Piece:
    """A piece of evidence as the prompt shows it."""

    id: str
    text: str


@dataclass(frozen=True)
class Said:
    """A statement and the ids of the pieces that it claims to rest on."""

    text: str
    ids: tuple[str, ...]


def reply(asked: Asked, said: Sequence[Said]) -> str:
    """The statements as the request wants them: JSON in its schema, or lines that end in their ids."""
    if not asked.structured:
        return "\n".join(one.text + "".join(f"[{name}]" for name in one.ids) for one in said)
    if asked.schema is None:
        return json.dumps({"statements": [{"text": one.text, "ids": one.ids} for one in said]}, ensure_ascii=False)
    return json.dumps(filled(asked.schema, said), ensure_ascii=False)


def filled(schema: Mapping[str, Any], said: Sequence[Said]) -> dict[str, Any]:
    """An object of `schema` whose list of objects holds the statements: their words in the first property that is a
    string, their ids in the list that it has. Other required properties are left at their simplest."""
    made: dict[str, Any] = {}
    for name, raw in schema.get("properties", {}).items():
        prop = _resolved(raw, schema)
        items = _resolved(prop.get("items") or {}, schema)
        if prop.get("type") == "array" and items.get("type") == "object":
            made[name] = [_statement(items, schema, one) for one in said]
        elif name in schema.get("required", ()):
            made[name] = _simplest(prop)
    return made


def planned(asked: Asked, **fields: Any) -> str:
    """A plan as the request's schema has it: `fields` where it has such properties, the simplest elsewhere."""
    schema = asked.schema or {}
    properties = {name: _resolved(raw, schema) for name, raw in schema.get("properties", {}).items()}
    made = {name: fields.get(name, _simplest(prop)) for name, prop in properties.items()} or fields
    return json.dumps(made, ensure_ascii=False)


def _statement(items: Mapping[str, Any], schema: Mapping[str, Any], said: Said) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, raw in items.get("properties", {}).items():
        prop = _resolved(raw, schema)
        if prop.get("type") == "string" and said.text not in made.values():
            made[name] = said.text
        elif prop.get("type") == "array":
            numbers = _resolved(prop.get("items") or {}, schema).get("type") == "integer"
            made[name] = [int(one) if numbers else one for one in said.ids]
        elif name in items.get("required", ()):
            made[name] = _simplest(prop)
    return made


def _resolved(prop: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """`prop`, or what it points to: a definition of the schema, or the first that is not null of several."""
    if "$ref" in prop:
        name = prop["$ref"].rsplit("/", 1)[-1]
        return _resolved((schema.get("$defs") or schema.get("definitions") or {})[name], schema)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in prop:
            return _resolved(next(one for one in prop[several] if one.get("type") != "null"), schema)
    return prop


def _simplest(prop: Mapping[str, Any]) -> Any:
    if "enum" in prop:
        return prop["enum"][0]
    simple = {"string": "", "integer": 0, "number": 0, "boolean": False, "array": [], "object": {}}
    return simple.get(str(prop.get("type")))
