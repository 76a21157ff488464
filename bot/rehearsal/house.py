"""All that one running room consists of, in one value that the handlers share.

Putting it together and listening is the server's.
"""

import asyncio
import base64
from dataclasses import dataclass, field

from bot.rehearsal.audience import Audience
from bot.rehearsal.faults import Faults
from bot.rehearsal.gateway import Gateway
from bot.rehearsal.nonces import Nonces
from bot.rehearsal.record import Record
from bot.rehearsal.shapes import Json
from bot.rehearsal.world import World


@dataclass
class House:
    """A running room: its world, its lines to the bot and to the members, its faults and its book of requests.

    ``waiting`` holds, by interaction id, those who wait for the bot's first answer.
    """

    world: World
    token: str
    gateway: Gateway
    audience: Audience
    nonces: Nonces
    faults: Faults = field(default_factory=Faults)
    record: Record = field(default_factory=Record)
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)


def furnish(world: World, token: str) -> House:
    """Put a room together around a world."""
    house = House(world, token, Gateway(world, token), Audience(world), Nonces(world))
    world.listeners += [house.gateway.sessions.deliver, house.audience.deliver]
    return house


def token_for(application_id: str) -> str:
    """Make the token that a room takes when none was chosen: it has the form of a real one and opens nothing."""
    name = base64.urlsafe_b64encode(application_id.encode()).decode().rstrip("=")
    return f"{name}.{'room':r>6}.{'rehearsal':r>38}"
