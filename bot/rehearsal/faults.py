"""Failures on demand: rules that make some of the bot's requests go wrong, a number of times or by chance.

Which answer a fault turns into is the dispatcher's; the gateway's failures are the gateway's.
"""

import random
import re
from dataclasses import dataclass, field

from bot.rehearsal.shapes import Json

ACTIONS = ("429", "500", "503", "403", "reset_before", "reset_after", "delay")


class FaultError(ValueError):
    """A rule that cannot be followed, with the reason as a sentence."""


@dataclass
class Fault:
    """One rule: the requests it meets, what it does to them, how often, and with which chance."""

    id: int
    pattern: re.Pattern[str]
    action: str
    times: int
    seconds: float
    chance: float
    dice: random.Random = field(repr=False)

    def strikes(self, request: str) -> bool:
        """Decide whether it strikes a request, written as method and path; a strike uses it up by one."""
        if self.times <= 0 or not self.pattern.search(request) or self.dice.random() >= self.chance:
            return False
        self.times -= 1
        return True


class Faults:
    """The rules in force, oldest first; the first that strikes decides."""

    def __init__(self) -> None:
        self._rules: list[Fault] = []
        self._made = 0

    def add(self, body: Json) -> Fault:
        """Add a rule as the members' side describes it."""
        self._made += 1
        fault = parse(self._made, body)
        self._rules.append(fault)
        return fault

    def clear(self) -> None:
        """Drop all rules."""
        self._rules.clear()

    def strike(self, method: str, path: str) -> Fault | None:
        """Find the rule that strikes a request, if any; rules that are used up are dropped."""
        if not self._rules:
            return None
        struck = next((rule for rule in self._rules if rule.strikes(f"{method} {path}")), None)
        self._rules = [rule for rule in self._rules if rule.times > 0]
        return struck


def parse(number: int, body: Json) -> Fault:
    """Read a rule.

    Raises:
        FaultError: when a field is missing or makes no sense.
    """
    action = str(body.get("action"))
    if action not in ACTIONS:
        raise FaultError(f"The action must be one of {', '.join(ACTIONS)}.")
    try:
        pattern = re.compile(str(body.get("match") or ""))
        return Fault(
            id=number,
            pattern=pattern,
            action=action,
            times=int(body.get("times", 1)),
            seconds=float(body.get("seconds", 1.0)),
            chance=float(body.get("chance", 1.0)),
            dice=random.Random(body.get("seed")),  # noqa: S311 - failures for tests, repeatable by their seed
        )
    except (re.error, TypeError, ValueError) as error:
        raise FaultError(f"The rule cannot be read: {error}.") from error
