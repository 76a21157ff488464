from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cogs.scenes import scene
from tests.theatre import answers_to, said

if TYPE_CHECKING:
    from tests.theatre import Server


async def test_where_a_performance_runs_nothing_later_is_answered_searched_counted_or_offered(server: Server) -> None:
    playing = await scene(server)
    await playing.press("ann", "Say it")
    ann = server.member("ann")
    for place in (server.channel, server.thread):
        answer = said(await ann.slash(place, "ask", question="What does Mara say about selling?"))
        assert "Sell her" not in answer
        assert "Sell her" not in said(await ann.slash(place, "lore search", query="sell the boat"))
        assert "**Mara**: 1 line" in said(await ann.slash(place, "lore cast"))
        assert "There is no line 8" in said(await ann.slash(place, "lore line", number=8))
        offered = await ann.autocomplete(place, "lore line", "number", "")
        assert not any("Sell" in choice["name"] for choice in offered)


async def test_elsewhere_the_whole_chapter_is_known(server: Server) -> None:
    await scene(server)
    elsewhere = server.guild.create_text_channel("elsewhere")
    assert "Sell her" in said(await server.member("ann").slash(elsewhere, "lore search", query="sell the boat"))


async def test_an_admin_may_lift_the_ceiling(server: Server) -> None:
    await scene(server)
    panel = await server.setup_page("Stage")
    await server.admin.click(
        answers_to(panel)[-1], label="Answers stop at the line that a performance has reached: switch off"
    )
    assert "Sell her" in said(await server.member("ann").slash(server.channel, "lore search", query="sell the boat"))
