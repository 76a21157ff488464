"""Logging: structlog over the standard library, for people or for programs.

Nothing that members write and no secret is ever handed to a logger; discord.py's own debug lines, which hold both, stay
off.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

import structlog


def set_up_logging(level: str, style: str) -> None:
    """Log at this level to standard error, in the style `console` or `json`."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=_rendering(style)))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in ("discord", "aiosqlite", "sqlalchemy", "alembic", "asyncio"):
        logging.getLogger(name).setLevel(max(logging.INFO if name == "discord" else logging.WARNING, root.level))


_SECRETS = re.compile(r"(/webhooks/\d+/|/interactions/\d+/)[\w.-]+|(://[^:/@\s]+:)[^@/\s]+(?=@)|(Bot )[\w-]+\.[\w.-]+")


def _rendering(style: str) -> list[structlog.typing.Processor]:
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if style == "json":
        # Values of variables would go into the log with a traceback, and members' words with them.
        frames = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        return [
            remove,
            structlog.processors.ExceptionRenderer(frames),
            structlog.processors.JSONRenderer(),
            hide_secrets,
        ]
    tracebacks = structlog.dev.plain_traceback
    console = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=tracebacks)
    return [remove, console, hide_secrets]


def hide_secrets(_logger: object, _method: str, line: Any) -> str:  # noqa: ANN401 (a renderer has been here)
    """Return a finished log line without webhook and interaction tokens, bot tokens, and passwords in addresses."""
    return _SECRETS.sub(lambda match: "".join(filter(None, match.groups())) + "…", str(line))
