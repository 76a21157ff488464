"""Checking the room's own answers against Discord's API description, where it lies beside the project."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

URI = "urn:discord"


class Answers:
    """Discord's API description, ready to check answers."""

    def __init__(self, path: Path) -> None:
        self._document = json.loads(path.read_text(encoding="utf8"))
        resource = Resource.from_contents(self._document, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(URI, resource)
        self._validator = cache(self._new_validator)

    def problems(self, method: str, route: str, status: int, body: object) -> list[str]:
        """List what the description says against an answer; refusals and unknown routes are not its business."""
        operation = self._document["paths"].get(route, {}).get(method.lower())
        if operation is None or status >= 400:
            return []
        answer = operation["responses"].get(str(status))
        if answer is None:
            return [f"{method} {route}: status {status} is not one of {', '.join(operation['responses'])}"]
        if body is None or "content" not in answer:
            return [] if body is None else [f"{method} {route}: {status} has no body"]
        validator = self._validator(route, method.lower(), str(status))
        plain = json.loads(json.dumps(body))
        return [f"{method} {route}: {_deepest(error)}" for error in validator.iter_errors(plain)]

    def _new_validator(self, *place: str) -> Draft202012Validator:
        route, method, status = place
        parts = ("paths", route, method, "responses", status, "content", "application/json", "schema")
        pointer = "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts)
        pointer = pointer.replace("{", "%7B").replace("}", "%7D")
        return Draft202012Validator({"$ref": f"{URI}#/{pointer}"}, registry=self._registry)


def _deepest(error: ValidationError) -> str:
    """Write down what is wrong, with the alternatives where there are any."""
    found = sorted({f"{'.'.join(map(str, leaf.absolute_path))}: {leaf.message[:120]}" for leaf in _leaves(error)})
    return "; ".join(found[:8])


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    if not error.context:
        yield error
    for inner in error.context or ():
        yield from _leaves(inner)
