"""The room as a process of its own: ``python -m bot.rehearsal --port P --world DIRECTORY``."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from bot.rehearsal.server import Room, RoomError


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.rehearsal", description="A small local Discord.")
    parser.add_argument("--port", type=int, default=0, help="the port to listen on; 0 picks a free one")
    parser.add_argument("--world", type=Path, required=True, help="the folder in which the world is kept")
    parser.add_argument("--reset", action="store_true", help="begin with a fresh world")
    parser.add_argument("--token", help="the token that the bot must show")
    parser.add_argument("--privileged", action="store_true", help="let the bot ask for privileged intents")
    return parser.parse_args()


async def _serve(arguments: argparse.Namespace) -> None:
    room = Room(
        arguments.world,
        arguments.port,
        token=arguments.token,
        reset=arguments.reset,
        privileged_intents=arguments.privileged,
    )
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    async with room:
        sys.stdout.write(f"Rehearsal room: {room.url}/\n")
        sys.stdout.flush()
        await over.wait()


def main() -> int:
    """Open the room and keep it open until told to stop."""
    try:
        asyncio.run(_serve(_arguments()))
    except RoomError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
