"""Long times between two calls: connections do not live that long."""

from __future__ import annotations

from tests.stories.harness import Actor, World


async def days_pass(world: World, days: float, *actors: Actor) -> None:
    """Time passes and what is due is done; these people come back with new connections, and are not watched any more."""
    await world.check()
    for actor in world.actors:
        actor.witness.gone = True
    await world.pass_time(days * 86400)
    for actor in actors:
        await actor.reconnect(new_session=True)
