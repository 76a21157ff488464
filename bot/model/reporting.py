"""Who a worded sentence says it has its claims from: "Lex tells Clark that ...", "..., says Lex".

The frame is taken off here; the claims that are left are compared with the lines in `bot.model.containment`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.model.vocabulary import ADDRESSING, SAYING, SOMEBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model.tokens import Token


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, and who is said to have made it, to whom; None where nobody is named, a pronoun's token where one is."""

    tokens: tuple[Token, ...]
    speaker: Token | None = None
    to: Token | None = None
    asks: bool = False


def claims_of(tokens: Sequence[Token]) -> list[Claim]:
    """Return the claims of a sentence, each with its speaker as the sentence has it."""
    claims: list[Claim] = []
    open_claim = Claim(())
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.form in SAYING and (token.breaks or place == 0) and _is_speaker(tokens[place + 1 : place + 2]):
            speaker = tokens[place + 1]
            place, to = _addressed(tokens, place + 1, verb="")
            claims.append(replace(open_claim, speaker=speaker, to=to, asks=SAYING[token.form] == "ask"))
            open_claim = Claim(())
        elif token.form in SAYING and _is_speaker(open_claim.tokens[-1:]):
            claims.append(replace(open_claim, tokens=open_claim.tokens[:-1]))
            place, to = _addressed(tokens, place, verb=SAYING[token.form])
            open_claim = Claim((), open_claim.tokens[-1], to, asks=SAYING[token.form] == "ask")
        else:
            open_claim = replace(open_claim, tokens=(*open_claim.tokens, token))
            place += 1
    return _settled([*claims, open_claim])


def _is_speaker(tokens: Sequence[Token]) -> bool:
    return any(token.person or token.form in SOMEBODY for token in tokens)


def _addressed(tokens: Sequence[Token], place: int, *, verb: str) -> tuple[int, Token | None]:
    """Return where the claim goes on after a reporting frame, and who is named as spoken to.

    `place` is the frame's last word so far; `verb` is empty where a speaker stands between it and what follows.
    """
    after = place + 1
    has_to = after < len(tokens) and tokens[after].form == "to"
    who = after + has_to
    if (has_to or verb in ADDRESSING) and who < len(tokens) and tokens[who].person and not tokens[who].breaks:
        return who + 1, tokens[who]
    return after, None


def _settled(claims: Sequence[Claim]) -> list[Claim]:
    """Give a speaker named after a claim ("..., Lex says") to that claim; drop what claims nothing."""
    settled: list[Claim] = []
    for claim in claims:
        if any(token.kind != "free" for token in claim.tokens):
            settled.append(claim)
        elif claim.speaker and settled and settled[-1].speaker is None:
            settled[-1] = replace(claim, tokens=settled[-1].tokens)
    return settled
