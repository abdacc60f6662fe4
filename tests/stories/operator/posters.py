"""What the operator puts up, as the commands write it down."""

from __future__ import annotations

from angarium.domain.texts import markdown
from angarium.model.campaigns import Announcement, Body, Hint, Promotion
from angarium.store import campaigns
from tests.stories.harness import World


async def put_up(world: World, body: Body, *, begins: int = 0, ends: int = 0) -> int:
    """Show something from `begins` on (0 = now); its number."""
    async with world.app.house.work.begin() as tx:
        return await campaigns.add(tx, begins or tx.now, ends, body)


async def take_down(world: World, id: int) -> None:
    async with world.app.house.work.begin() as tx:
        await campaigns.end(tx, id, tx.now)


def hint(name: str = "MOVE", title: str = "We **move**") -> Hint:
    return Hint(name=name, title=markdown.read(title), text=markdown.read("On Sunday."), url="https://example.org/move")


def promotion(peer: int, message: str = "Read this first.") -> Promotion:
    return Promotion(peer=peer, kind="announcement", message=message)


def announcement(
    peer: int = 0, *, title: str = "Town fair", places: tuple[int, ...] = (), words: tuple[str, ...] = ()
) -> Announcement:
    """About a chat, or leading to a page."""
    url = "https://t.me/the_fair" if peer else "https://example.org/fair"
    text = markdown.read("On **Sunday**, 😀 all day.")
    return Announcement(title=title, text=text, url=url, button="Go there", peer=peer, places=places, words=words)
