"""`python -m tests.bench [answers|attribution] [options]`: measure the lore engine. Without a name, measure all."""

from __future__ import annotations

import importlib
import importlib.util
import sys

MEASURES = ("attribution", "answers")


def main(arguments: list[str]) -> int:
    """Run the measure that the first argument names, or each in turn."""
    if arguments and arguments[0] in MEASURES:
        return _run(arguments[0], arguments[1:])
    if arguments and not arguments[0].startswith("-"):
        print(f"There is no measure {arguments[0]!r}. Name one of: {', '.join(MEASURES)}.")
        return 2
    return max(_run(name, arguments) for name in MEASURES if importlib.util.find_spec(f"tests.bench.{name}"))


def _run(name: str, arguments: list[str]) -> int:
    return int(importlib.import_module(f"tests.bench.{name}").main(arguments) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
