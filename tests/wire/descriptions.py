"""Checking the bot's requests against Discord's own API description, where it lies beside the project."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]
_URI = "urn:discord:api"
_BODIES = ("application/json", "multipart/form-data")


class ApiDescription:
    """Discord's API description, ready to check request bodies."""

    def __init__(self, path: Path) -> None:
        self._document: Json = json.loads(path.read_text(encoding="utf8"))

    @cached_property
    def _registry(self) -> Registry[Any]:
        return Registry().with_resource(_URI, Resource(contents=self._document, specification=DRAFT202012))

    @cached_property
    def _paths(self) -> list[tuple[re.Pattern[str], str]]:
        """The templates as patterns, those with fewer blanks first, so that `@me` comes before an id."""
        ordered = sorted(self._document["paths"], key=lambda path: path.count("{"))
        return [(re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path))), path) for path in ordered]

    def problems(self, request: Json) -> list[str]:
        """Return what the description says against a recorded request of the bot."""
        path = request["path"].partition("?")[0]
        template = next((each for pattern, each in self._paths if pattern.fullmatch(path)), None)
        if template is None:
            return [f"{request['method']} {path}: there is no such path"]
        operation = self._document["paths"][template].get(request["method"].lower())
        if operation is None:
            return [f"{request['method']} {template}: there is no such method"]
        return [f"{request['method']} {template}: {problem}" for problem in self._body_problems(template, request)]

    def _body_problems(self, template: str, request: Json) -> list[str]:
        method, body = request["method"].lower(), request.get("body")
        content = self._document["paths"][template][method].get("requestBody", {}).get("content", {})
        kind = next((each for each in _BODIES if each in content), None)
        if body is None or kind is None:
            return []
        pointer = "/".join(
            _escape(step) for step in ("paths", template, method, "requestBody", "content", kind, "schema")
        )
        validator = Draft202012Validator({"$ref": f"{_URI}#/{pointer}"}, registry=self._registry)
        return [error.message for error in validator.iter_errors(_as_described(body))]


def _escape(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")


def _as_described(body: Any) -> Any:  # noqa: ANN401 (JSON)
    """Return a body with attachment ids as texts: discord.py sends numbers, which Discord takes all the same."""
    if not isinstance(body, dict):
        return body
    attachments = [{**each, "id": str(each["id"])} if "id" in each else each for each in body.get("attachments") or []]
    return {**body, "attachments": attachments} if "attachments" in body else body
