"""What commands and presses share: who may do what, answering in private, putting a command to a performance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.backstage.deciding import Asking, Decided, Refused
from bot.backstage.health import VITAL, VITAL_IN_FORUMS, lacking
from bot.backstage.succession import settle_under_a_director
from bot.backstage.wording import mentions
from bot.store import ledgers, servers
from bot.store.engine import transaction
from bot.texts import voice
from bot.ui.pages import Page
from bot.ui.refusals import refusal_text
from bot.ui.render import message_of

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.store.values import Ledger, ServerChoices, Venue
    from bot.texts import Say

Interaction = discord.Interaction[Any]
_THREADS = (discord.ChannelType.public_thread, discord.ChannelType.private_thread, discord.ChannelType.news_thread)
_UNKNOWN_MESSAGE = 10008
_CUE_REFUSALS = frozenset({"cue-is-older", "line-is-anothers", "cue-is-the-bots"})


def private_voice(interaction: Interaction) -> Say:
    """Return the voice for what only this member reads."""
    return voice(interaction.locale.value)


async def public_voice(theatre: Theatre, interaction: Interaction) -> Say:
    """Return the voice for what the whole server reads: the language its admins chose, else its own on Discord."""
    chosen = (await choices_of(theatre, guild_of(interaction))).language
    return voice(chosen or (interaction.guild_locale.value if interaction.guild_locale else "en"))


def guild_of(interaction: Interaction) -> int:
    """Return the server's id; commands are registered for servers alone."""
    if interaction.guild_id is None:
        raise ValueError("this interaction does not come from a server")
    return interaction.guild_id


async def begin_privately(interaction: Interaction) -> None:
    """Acknowledge at once; what follows is for this member alone."""
    if interaction.response.is_done():
        return
    # A form that a command opened has no message that could wait in its place.
    if interaction.type is not discord.InteractionType.application_command and interaction.message is not None:
        try:
            await interaction.response.defer()
        except discord.NotFound as missing:
            # Somebody deleted the message between the press and now: the member is answered beside where it stood.
            if missing.code != _UNKNOWN_MESSAGE:
                raise
        else:
            return
    await interaction.response.defer(ephemeral=True, thinking=True)


async def answer_privately(interaction: Interaction, page: Page) -> None:
    """Send a page that only this member sees."""
    if interaction.response.is_done():
        await interaction.followup.send(ephemeral=True, **message_of(page))
    else:
        await interaction.response.send_message(ephemeral=True, **message_of(page))


async def tell(interaction: Interaction, text_id: str, **values: object) -> None:
    """Send a sentence of the catalogue that only this member sees."""
    await answer_privately(interaction, Page(private_voice(interaction)(text_id, **values)))


async def choices_of(theatre: Theatre, guild_id: int) -> ServerChoices:
    """Return what the server's admins chose."""
    async with transaction(theatre.house.engine, writes=False) as session:
        return await servers.choices_of(session, guild_id)


def manages_server(interaction: Interaction) -> bool:
    """Tell whether the member may manage the server."""
    return interaction.permissions.manage_guild or interaction.permissions.administrator


async def directs(theatre: Theatre, interaction: Interaction) -> bool:
    """Tell whether the member directs every performance of the server, by permission or by role."""
    if manages_server(interaction):
        return True
    return (await choices_of(theatre, guild_of(interaction))).director_role_id in roles_of(interaction)


def roles_of(interaction: Interaction) -> frozenset[int]:
    """Return the ids of the member's roles, as Discord sent them with this interaction."""
    return frozenset(role.id for role in getattr(interaction.user, "roles", ()))


def may_speak(interaction: Interaction) -> bool:
    """Tell whether the member may send messages where they are; who may not, may not speak through the bot either."""
    timed_out = getattr(interaction.user, "is_timed_out", None)
    if timed_out is not None and timed_out():
        return False
    allowed = interaction.permissions
    in_thread = interaction.channel is not None and interaction.channel.type in _THREADS
    return allowed.administrator or (allowed.send_messages_in_threads if in_thread else allowed.send_messages)


async def may_ask(theatre: Theatre, interaction: Interaction) -> bool:
    """Count a question, and tell the member to wait where it is one too many in a minute."""
    refused = theatre.limits.ask(guild_of(interaction), interaction.user.id, theatre.house.now())
    if refused is None:
        return True
    await tell(interaction, f"limit.{refused.whom}", count=refused.seconds)
    return False


async def lets_speak(interaction: Interaction) -> bool:
    """Tell whether the member may speak here, and tell them where they may not."""
    if may_speak(interaction):
        return True
    await tell(interaction, "refusal.may-not-speak")
    return False


def missing_permissions(interaction: Interaction) -> tuple[str, ...]:
    """Return the permissions that the bot lacks here and cannot stage anything without, as Discord calls them."""
    parent = getattr(interaction.channel, "parent", None)
    vital = VITAL_IN_FORUMS if isinstance(parent, discord.ForumChannel) else VITAL
    return tuple(name.replace("_", " ").title() for name in lacking(interaction.app_permissions, vital))


def stage_channel_of(interaction: Interaction) -> int | None:
    """Return the text channel this was said in, or that the thread hangs in."""
    channel = interaction.channel
    if channel is None:
        return None
    parent = getattr(channel, "parent_id", None)
    return parent if channel.type in _THREADS else channel.id


async def performance_here(theatre: Theatre, interaction: Interaction) -> Venue | None:
    """Return the performance of this thread, or the newest unfinished one of this channel."""
    async with transaction(theatre.house.engine, writes=False) as session:
        if interaction.channel_id and (venue := await ledgers.venue_of_thread(session, interaction.channel_id)):
            return venue
        venues = await ledgers.open_venues(session, guild_of(interaction))
    channel = stage_channel_of(interaction)
    return next((venue for venue in venues if venue.channel_id == channel), None)


async def load_ledger(theatre: Theatre, guild_id: int, performance_id: int) -> Ledger | None:
    """Return a performance's ledger if it belongs to this server."""
    async with transaction(theatre.house.engine, writes=False) as session:
        ledger = await ledgers.load_ledger(session, performance_id)
    return ledger if ledger and ledger.venue.guild_id == guild_id else None


async def put_to(theatre: Theatre, interaction: Interaction, performance_id: int, asking: Asking) -> Decided | None:
    """Put what is asked to a performance of this server and wake its crew; a refusal is told to the member."""
    if await load_ledger(theatre, guild_of(interaction), performance_id) is None:
        await tell(interaction, "refusal.no-performance")
        return None
    decided = await settle_under_a_director(theatre.house, performance_id, asking)
    if isinstance(decided, Refused):
        theatre.crews.wake(performance_id)  # the direction may have passed on, which the thread is told
        await tell_refusal(interaction, decided)
        return None
    theatre.crews.wake(performance_id)
    return decided


async def tell_refusal(interaction: Interaction, refused: Refused) -> None:
    """Tell the member why what they asked is not done."""
    say = private_voice(interaction)
    members = mentions(refused.ledger, say) if refused.ledger else {}
    link = cue_link(refused.ledger) if refused.ledger and refused.refusal.code in _CUE_REFUSALS else ""
    await answer_privately(interaction, Page(refusal_text(refused.refusal, members, say, cue_link=link)))


def cue_link(ledger: Ledger) -> str:
    """Return a link to the cue that is live, else to the thread, else nothing."""
    venue = ledger.venue
    if venue.thread_id is None:
        return ""
    thread = f"https://discord.com/channels/{venue.guild_id}/{venue.thread_id}"
    post = ledger.posts.get((ledger.state.cue.seq, 0)) if ledger.state.cue else None
    return f"{thread}/{post.message_id}" if post and post.message_id and post.status == "done" else thread
