"""Links to where lines were performed on this server, for answers that quote them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cogs.front_of_house import guild_of
from bot.store.engine import transaction
from bot.store.performed import performed_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.performed import PerformedLine


async def links_to(
    theatre: Theatre, interaction: Interaction, wanted: Mapping[int, Collection[int]]
) -> dict[tuple[int, int], str]:
    """Return the link to the newest performance of each line, by chapter and line; `wanted` has lines by chapter.

    Only where the member may look: a link into another channel tells that something happened there.
    """
    guild_id = guild_of(interaction)
    links: dict[tuple[int, int], str] = {}
    async with transaction(theatre.house.engine, writes=False) as session:
        for chapter_id, lines in wanted.items():
            for each in await performed_lines(session, guild_id, chapter_id, lines):
                if _may_see(interaction, each):
                    link = f"https://discord.com/channels/{guild_id}/{each.thread_id}/{each.message_id}"
                    links.setdefault((chapter_id, each.line), link)
    return links


def _may_see(interaction: Interaction, performed: PerformedLine) -> bool:
    if performed.channel_id == getattr(interaction.channel, "parent_id", None) or (
        interaction.channel_id in {performed.channel_id, performed.thread_id}
    ):
        return True
    channel = interaction.guild.get_channel(performed.channel_id) if interaction.guild else None
    member: Any = interaction.user
    return channel is not None and channel.permissions_for(member).view_channel
