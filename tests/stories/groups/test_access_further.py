"""Who may do what, continued: (role × kind of chat × further deed) → "ok" or how it is refused."""

from __future__ import annotations

import pytest

from angarium.tl import functions
from tests.stories.groups.deeds import build
from tests.stories.groups.further_deeds import FURTHER
from tests.stories.groups.test_access import hold, rows
from tests.stories.harness import World

TABLES: dict[str, str] = {}

TABLES["group"] = """
                            | stranger  left      banned    member    admin     creator
see who reacted             | peer      ok        ok        ok        ok        ok
count the views             | peer      ok        ok        ok        ok        ok
search                      | peer      ok        ok        ok        ok        ok
count those online          | peer      ok        ok        ok        ok        ok
ask a question              | peer      write     write     ok        ok        ok
vote                        | peer      unseen    unseen    ok        ok        ok
say it later                | peer      write     write     ok        ok        ok
speak as the place          | peer      write     write     as        as        as
unpin everything            | peer      closed    closed    ok        ok        ok
give a member a title       | peer      closed    closed    admin     ok        ok
see one's own links         | peer      admin     admin     admin     ok        ok
see the owner's links       | peer      admin     admin     admin     admin     ok
see who has links           | peer      admin     admin     admin     admin     ok
change the owner's link     | peer      admin     admin     admin     admin     ok
see who wants to join       | peer      admin     admin     admin     ok        ok
let somebody in             | peer      admin     admin     admin     nobody    nobody
make it large               | peer      admin     admin     admin     admin     ok
"""

TABLES["supergroup"] = """
                            | stranger  left      banned    muted     member    helper    admin     creator
see a member                | private   private   private   ok        ok        ok        ok        ok
see who reacted             | private   private   private   ok        ok        ok        ok        ok
count the views             | private   private   private   ok        ok        ok        ok        ok
search                      | private   private   private   ok        ok        ok        ok        ok
count those online          | private   private   private   ok        ok        ok        ok        ok
name a message by a link    | private   private   private   ok        ok        ok        ok        ok
see a post's statistics     | private   private   private   admin     admin     ok        ok        ok
see who passed a post on    | private   private   private   admin     admin     ok        ok        ok
ask as whom to speak        | private   private   private   ok        ok        ok        ok        ok
ask a question              | private   private   private   muted     ok        ok        ok        ok
vote                        | private   private   private   ok        ok        ok        ok        ok
say it later                | private   private   private   muted     ok        ok        ok        ok
speak as the place          | private   private   private   muted     as        as        as        as
unpin everything            | private   private   private   ok        ok        ok        ok        ok
delete all of somebody's    | private   private   private   admin     admin     admin     ok        ok
give a member a title       | private   private   private   admin     admin     admin     admin     ok
see one's own links         | private   private   private   admin     admin     admin     ok        ok
see the owner's links       | private   private   private   admin     admin     admin     admin     ok
see who has links           | private   private   private   admin     admin     admin     admin     ok
change the owner's link     | private   private   private   admin     admin     admin     admin     ok
see who wants to join       | private   private   private   admin     admin     admin     ok        ok
let somebody in             | private   private   private   admin     admin     admin     nobody    nobody
make it a forum             | private   private   private   admin     admin     admin     admin     ok
sign the posts              | private   private   private   admin     admin     admin     kind      kind
fight spam                  | private   private   private   admin     admin     admin     ok        ok
hide the members            | private   private   private   admin     admin     admin     ok        ok
let only members write      | private   private   private   admin     admin     admin     ok        ok
ask before somebody joins   | private   private   private   admin     admin     admin     hidden    hidden
translate for all           | private   private   private   admin     admin     admin     kind      kind
choose its colour           | private   private   private   admin     admin     admin     ok        ok
choose its stickers         | private   private   private   admin     admin     admin     same      same
link another place          | private   private   private   admin     admin     admin     unlinked  unlinked
"""

TABLES["public supergroup"] = """
                            | stranger  left      banned    muted     member    helper    admin     creator
see a member                | ok        ok        private   ok        ok        ok        ok        ok
see who reacted             | ok        ok        private   ok        ok        ok        ok        ok
count the views             | ok        ok        private   ok        ok        ok        ok        ok
search                      | ok        ok        private   ok        ok        ok        ok        ok
count those online          | ok        ok        private   ok        ok        ok        ok        ok
name a message by a link    | ok        ok        private   ok        ok        ok        ok        ok
see a post's statistics     | admin     admin     private   admin     admin     ok        ok        ok
see who passed a post on    | admin     admin     private   admin     admin     ok        ok        ok
ask as whom to speak        | ok        ok        private   ok        ok        ok        ok        ok
ask a question              | write     write     private   muted     ok        ok        ok        ok
vote                        | ok        ok        private   ok        ok        ok        ok        ok
say it later                | write     write     private   muted     ok        ok        ok        ok
speak as the place          | write     write     private   muted     as        as        as        as
unpin everything            | admin     admin     private   admin     admin     admin     ok        ok
delete all of somebody's    | admin     admin     private   admin     admin     admin     ok        ok
give a member a title       | absent    absent    private   admin     admin     admin     admin     ok
see one's own links         | admin     admin     private   admin     admin     admin     ok        ok
see the owner's links       | admin     admin     private   admin     admin     admin     admin     ok
see who has links           | admin     admin     private   admin     admin     admin     admin     ok
change the owner's link     | admin     admin     private   admin     admin     admin     admin     ok
see who wants to join       | admin     admin     private   admin     admin     admin     ok        ok
let somebody in             | admin     admin     private   admin     admin     admin     nobody    nobody
make it a forum             | admin     admin     private   admin     admin     admin     admin     ok
sign the posts              | admin     admin     private   admin     admin     admin     kind      kind
fight spam                  | admin     admin     private   admin     admin     admin     ok        ok
hide the members            | admin     admin     private   admin     admin     admin     ok        ok
let only members write      | admin     admin     private   admin     admin     admin     ok        ok
ask before somebody joins   | admin     admin     private   admin     admin     admin     ok        ok
translate for all           | admin     admin     private   admin     admin     admin     kind      kind
choose its colour           | admin     admin     private   admin     admin     admin     ok        ok
choose its stickers         | admin     admin     private   admin     admin     admin     same      same
link another place          | admin     admin     private   admin     admin     admin     unlinked  unlinked
"""

TABLES["channel"] = """
                            | stranger  left      banned    member    helper    admin     creator
see a member                | private   private   private   admin     ok        ok        ok
see who reacted             | private   private   private   broadcast broadcast broadcast broadcast
count the views             | private   private   private   ok        ok        ok        ok
search                      | private   private   private   ok        ok        ok        ok
count those online          | private   private   private   ok        ok        ok        ok
name a message by a link    | private   private   private   ok        ok        ok        ok
see a post's statistics     | private   private   private   admin     ok        ok        ok
see who passed a post on    | private   private   private   admin     ok        ok        ok
ask as whom to speak        | private   private   private   ok        ok        ok        ok
ask a question              | private   private   private   write     write     ok        ok
vote                        | private   private   private   ok        ok        ok        ok
say it later                | private   private   private   write     write     ok        ok
speak as the place          | private   private   private   write     write     ok        ok
unpin everything            | private   private   private   admin     admin     ok        ok
delete all of somebody's    | private   private   private   admin     admin     ok        ok
give a member a title       | private   private   private   admin     admin     admin     ok
see one's own links         | private   private   private   admin     admin     ok        ok
see the owner's links       | private   private   private   admin     admin     admin     ok
see who has links           | private   private   private   admin     admin     admin     ok
change the owner's link     | private   private   private   admin     admin     admin     ok
see who wants to join       | private   private   private   admin     admin     ok        ok
let somebody in             | private   private   private   admin     admin     nobody    nobody
make it a forum             | private   private   private   admin     admin     admin     small
sign the posts              | private   private   private   admin     admin     ok        ok
fight spam                  | private   private   private   admin     admin     kind      kind
hide the members            | private   private   private   admin     admin     kind      kind
let only members write      | private   private   private   admin     admin     kind      kind
ask before somebody joins   | private   private   private   admin     admin     kind      kind
translate for all           | private   private   private   admin     admin     ok        ok
choose its colour           | private   private   private   admin     admin     ok        ok
choose its stickers         | private   private   private   admin     admin     kind      kind
link another place          | private   private   private   admin     admin     unlinked  unlinked
"""

TABLES["public channel"] = """
                            | stranger  left      banned    member    helper    admin     creator
see a member                | admin     admin     private   admin     ok        ok        ok
see who reacted             | broadcast broadcast private   broadcast broadcast broadcast broadcast
count the views             | ok        ok        private   ok        ok        ok        ok
search                      | ok        ok        private   ok        ok        ok        ok
count those online          | ok        ok        private   ok        ok        ok        ok
name a message by a link    | ok        ok        private   ok        ok        ok        ok
see a post's statistics     | admin     admin     private   admin     ok        ok        ok
see who passed a post on    | admin     admin     private   admin     ok        ok        ok
ask as whom to speak        | ok        ok        private   ok        ok        ok        ok
ask a question              | admin     admin     private   write     write     ok        ok
vote                        | ok        ok        private   ok        ok        ok        ok
say it later                | admin     admin     private   write     write     ok        ok
speak as the place          | admin     admin     private   write     write     ok        ok
unpin everything            | admin     admin     private   admin     admin     ok        ok
delete all of somebody's    | admin     admin     private   admin     admin     ok        ok
give a member a title       | absent    absent    private   admin     admin     admin     ok
see one's own links         | admin     admin     private   admin     admin     ok        ok
see the owner's links       | admin     admin     private   admin     admin     admin     ok
see who has links           | admin     admin     private   admin     admin     admin     ok
change the owner's link     | admin     admin     private   admin     admin     admin     ok
see who wants to join       | admin     admin     private   admin     admin     ok        ok
let somebody in             | admin     admin     private   admin     admin     nobody    nobody
make it a forum             | admin     admin     private   admin     admin     admin     small
sign the posts              | admin     admin     private   admin     admin     ok        ok
fight spam                  | admin     admin     private   admin     admin     kind      kind
hide the members            | admin     admin     private   admin     admin     kind      kind
let only members write      | admin     admin     private   admin     admin     kind      kind
ask before somebody joins   | admin     admin     private   admin     admin     kind      kind
translate for all           | admin     admin     private   admin     admin     ok        ok
choose its colour           | admin     admin     private   admin     admin     ok        ok
choose its stickers         | admin     admin     private   admin     admin     kind      kind
link another place          | admin     admin     private   admin     admin     unlinked  unlinked
"""

TABLES["forum"] = """
                            | stranger  left      banned    muted     member    helper    admin     creator
list the topics             | private   private   private   ok        ok        ok        ok        ok
open a topic                | private   private   private   ok        ok        ok        ok        ok
close one's own topic       | private   private   private   ok        ok        ok        ok        ok
rename the owner's topic    | private   private   private   admin     admin     admin     admin     ok
write in a topic            | private   private   private   muted     ok        ok        ok        ok
write in a closed topic     | private   private   private   muted     shut      shut      shut      ok
pin a topic                 | private   private   private   admin     admin     admin     admin     ok
delete the owner's topic    | private   private   private   admin     admin     admin     ok        ok
hide the general topic      | private   private   private   admin     admin     admin     admin     ok
"""


@pytest.mark.parametrize("kind", TABLES)
async def test_roles(world: World, kind: str) -> None:
    roles, _ = rows(TABLES[kind])
    place = await build(world, "supergroup" if kind == "forum" else kind, *roles)
    if kind == "forum":
        toggle = functions.channels.ToggleForum(channel=place.channel(place.owner), enabled=True, tabs=False)
        await place.owner(toggle)
    await hold(place, TABLES[kind])


def test_every_deed_is_in_some_table() -> None:
    assert FURTHER.keys() == {name for table in TABLES.values() for name in rows(table)[1]}
