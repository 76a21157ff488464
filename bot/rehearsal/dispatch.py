"""From a request on the socket to a handler and back: body, token, faults, record, headers.

What is answered stands in the ``rest_`` modules.
"""

import asyncio
import json
import logging
import re
import time
import zlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from aiohttp import BodyPartReader, web

from bot.rehearsal.api import PREFIX, Answer, Call, Route
from bot.rehearsal.checks_messages import check_files
from bot.rehearsal.faults import Fault
from bot.rehearsal.house import House
from bot.rehearsal.record import Entry, described, redacted
from bot.rehearsal.refusals import ApiError, Code, Problem
from bot.rehearsal.shapes import Upload

logger = logging.getLogger(__name__)
Handle = Callable[[web.Request], Awaitable[web.StreamResponse]]
PLENTY = {
    "X-RateLimit-Limit": "1000",
    "X-RateLimit-Remaining": "999",
    "X-RateLimit-Reset-After": "1.000",
    "Via": "1.1 rehearsal",
}
REFUSED = {"500": 500, "503": 503}
NOTHING = 204
MALFORMED = (AttributeError, KeyError, TypeError, ValueError)
FAILED = 500


@dataclass
class Exchange:
    """One request on its way: what was read of it so far and what is to be written down."""

    route: str
    request: web.Request
    payload: object = None
    files: list[Upload] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)


def add_routes(app: web.Application, house: House, routes: Sequence[Route]) -> None:
    """Serve all routes of the table, and refuse by name what is not in it."""
    for route in routes:
        app.router.add_route(route.method, PREFIX + route.template, _handle(house, route))
    app.router.add_route("*", "/api/{rest:.*}", _handle_unknown(house, routes))


def _handle(house: House, route: Route) -> Handle:
    async def handle(request: web.Request) -> web.StreamResponse:
        exchange = Exchange(route.template, request)
        unreadable = await _read(exchange)
        fault = house.faults.strike(request.method, request.path.removeprefix(PREFIX))
        answer = await _strike(fault) or unreadable
        if answer is None and not (fault and fault.action == "reset_before"):
            answer = _act(house, route, exchange)
        if fault and fault.action.startswith("reset"):
            _write_down(house, exchange, 0)
            return _cut(request)
        return _respond(house, exchange, answer or Answer(FAILED))

    return handle


def _handle_unknown(house: House, routes: Sequence[Route]) -> Handle:
    templates = [re.compile(re.sub(r"\{\w+\}", "[^/]+", PREFIX + route.template)) for route in routes]

    async def handle(request: web.Request) -> web.StreamResponse:
        known = any(template.fullmatch(request.path) for template in templates)
        exchange = Exchange("unknown", request)
        exchange.violations.append(f"unknown route: {request.method} {request.path}")
        error = ApiError(Code.METHOD_NOT_ALLOWED if known else Code.NOT_FOUND)
        return _respond(house, exchange, Answer(error.code.status, error.body))

    return handle


async def _strike(fault: Fault | None) -> Answer | None:
    """Do what a fault does before the act; an answer means that the act does not take place."""
    if fault is None:
        return None
    if fault.action == "delay":
        await asyncio.sleep(fault.seconds)
        return None
    if fault.action == "429":
        text = "You are being rate limited."
        return Answer(429, {"message": text, "retry_after": fault.seconds, "global": False})
    if fault.action == "403":
        return Answer(403, ApiError(Code.MISSING_PERMISSIONS).body)
    if fault.action in REFUSED:
        return Answer(REFUSED[fault.action], {"message": "The room was asked to fail here.", "code": 0})
    return None


def _cut(request: web.Request) -> web.StreamResponse:
    """Cut the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=FAILED)


def _act(house: House, route: Route, exchange: Exchange) -> Answer:
    """Do what a request asks and commit; a refusal is an answer too."""
    request = exchange.request
    try:
        _authenticate(house, route, request)
        call = Call(house, request.match_info, request.query, exchange.payload, exchange.files)
        result = route.handler(call)
        answer = result if isinstance(result, Answer) else Answer(NOTHING if result is None else 200, result)
    except ApiError as error:
        answer = _refusal(exchange, error)
    except Exception as error:
        logger.exception("The room failed at %s %s", request.method, route.template)
        answer = _failure(exchange, error)
    house.world.settle()
    return answer


def _authenticate(house: House, route: Route, request: web.Request) -> None:
    if route.authenticated and request.headers.get("Authorization") != f"Bot {house.token}":
        raise ApiError(Code.UNAUTHORIZED)


def _failure(exchange: Exchange, error: Exception) -> Answer:
    """Answer for what no handler foresaw: a body of the wrong form is the sender's fault, all else the room's."""
    if exchange.payload is not None and isinstance(error, MALFORMED):
        problem = Problem("body", "DICT_TYPE_CONVERT", "The body does not have the form that this route takes")
        return _refusal(exchange, ApiError(Code.INVALID_FORM_BODY, [problem]))
    exchange.violations.append("the room itself failed at this request")
    return Answer(FAILED, {"message": "500: Internal Server Error", "code": 0})


def _refusal(exchange: Exchange, error: ApiError) -> Answer:
    exchange.violations += error.violations
    return Answer(error.code.status, error.body)


async def _read(exchange: Exchange) -> Answer | None:
    """Read a request's body; an answer means that it cannot be read."""
    request = exchange.request
    try:
        if request.content_type.startswith("multipart/"):
            exchange.payload, exchange.files = await _read_parts(request)
            check_files(exchange.files)
        elif text := await request.read():
            exchange.payload = _parse(text)
    except ApiError as error:
        return _refusal(exchange, error)
    return None


def _parse(text: bytes) -> object:
    try:
        parsed: object = json.loads(text)
    except ValueError:
        raise ApiError(Code.INVALID_JSON) from None
    return parsed


async def _read_parts(request: web.Request) -> tuple[object, list[Upload]]:
    """Read a form with files: the object under ``payload_json``, the files in the order of their numbers."""
    payload: object = None
    numbered: dict[str, Upload] = {}
    strays = count()
    reader = await request.multipart()
    while isinstance(part := await reader.next(), BodyPartReader):
        content = bytes(await part.read(decode=True))
        if part.name == "payload_json":
            payload = _parse(content)
        elif part.filename is not None:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            numbered[part.name or f"stray{next(strays)}"] = Upload(part.filename, content, kind)
        else:
            payload = (payload if isinstance(payload, dict) else {}) | {str(part.name): content.decode()}
    return payload, [numbered[name] for name in sorted(numbered, key=_file_number)]


def _file_number(name: str) -> tuple[int, str]:
    digits = re.search(r"\d+", name)
    return (int(digits.group()) if digits else 0, name)


def _respond(house: House, exchange: Exchange, answer: Answer) -> web.Response:
    _write_down(house, exchange, answer.status)
    headers = PLENTY | _bucket(exchange) | _hints(answer)
    if answer.body is None:
        return web.Response(status=answer.status, headers=headers)
    headers["Content-Type"] = "application/json"
    return web.Response(status=answer.status, body=json.dumps(answer.body).encode(), headers=headers)


def _bucket(exchange: Exchange) -> dict[str, str]:
    """Name the limit that a route falls under: each has its own, so that one which is spent holds up no other."""
    name = zlib.crc32(f"{exchange.request.method} {exchange.route}".encode())
    return {"X-RateLimit-Bucket": f"{name:08x}", "X-RateLimit-Reset": f"{time.time() + 1:.3f}"}


def _hints(answer: Answer) -> dict[str, str]:
    """Add the headers of a rate limit where the answer is one."""
    if not isinstance(answer.body, Mapping) or "retry_after" not in answer.body:
        return {}
    seconds = f"{answer.body['retry_after']:.3f}"
    spent = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": seconds, "X-RateLimit-Scope": "user"}
    return spent | {"Retry-After": seconds}


def _write_down(house: House, exchange: Exchange, status: int) -> None:
    request = exchange.request
    house.record.add(
        Entry(
            n=house.record.number(),
            at=house.world.now(),
            method=request.method,
            route=exchange.route,
            path=redacted(request.path_qs.removeprefix(PREFIX), request.match_info),
            status=status,
            body=exchange.payload,
            files=described(exchange.files),
            violations=exchange.violations,
        ),
    )
