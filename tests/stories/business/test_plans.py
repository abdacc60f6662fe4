"""Stickers, looks and business accounts ask no table from end to end."""

from __future__ import annotations

from pathlib import Path

from angarium.tl import functions, types
from tests.stories.business.test_quick_replies import keep
from tests.stories.files.materials import item, named, png, tgs
from tests.stories.files.test_own_looks import uploaded
from tests.stories.files.test_sticker_sets import by_name, make
from tests.stories.harness import World
from tests.stories.messages import test_plans

asked = test_plans.asked


async def test_no_question_reads_a_whole_table(asked: list[str], world: World, tmp_path: Path) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    made = await make(alice, "planned", await item(alice, png(512, 512), "🙂", keywords="a, b"))
    await alice(
        functions.stickers.AddStickerToSet(
            stickerset=by_name("planned"), sticker=await item(alice, tgs(), "🔥", "application/x-tgsticker")
        )
    )
    await alice(functions.stickers.RemoveStickerFromSet(sticker=named(made.documents[0])))
    await bob(functions.messages.InstallStickerSet(stickerset=by_name("planned"), archived=False))
    await bob(functions.messages.GetAllStickers(hash=0))
    await bob(functions.messages.SearchStickerSets(q="plan", hash=0))
    await bob(functions.messages.SearchStickers(q="b", emoticon="🔥", lang_code=[], offset=0, limit=5, hash=0))
    await bob(functions.messages.GetOldFeaturedStickers(offset=0, limit=5, hash=0))
    await alice(functions.messages.GetMyStickers(offset_id=0, limit=5))
    paper = await uploaded(alice)
    known = types.InputWallPaper(id=paper.id, access_hash=paper.access_hash)
    await alice(functions.messages.SetChatWallPaper(peer=alice.peer(bob), wallpaper=known, for_both=True))
    await alice(functions.messages.SetChatTheme(peer=alice.peer(bob), theme=types.InputChatTheme(emoticon="🐳")))
    theme = await alice(functions.account.CreateTheme(slug="PlannedTheme", title="T"))
    await bob(functions.account.GetTheme(format="x", theme=types.InputThemeSlug(slug=theme.slug)))
    await bob(functions.account.GetThemes(format="x", hash=0))
    done = await keep(alice, "welcome", "Hello")
    shortcut_id = done.updates[-1].message.quick_reply_shortcut_id
    everyone = types.InputBusinessRecipients(exclude_selected=True)
    greeting = types.InputBusinessGreetingMessage(shortcut_id=shortcut_id, recipients=everyone, no_activity_days=7)
    await alice(functions.account.UpdateBusinessGreetingMessage(message=greeting))
    await bob.say(alice, "Hi")
    link = await alice(functions.account.CreateBusinessChatLink(link=types.InputBusinessChatLink(message="x")))
    await bob(functions.account.ResolveBusinessChatLink(slug=link.link.rpartition("/")[2]))
    await alice(functions.messages.GetQuickReplies(hash=0))
    await alice(functions.messages.DeleteQuickReplyShortcut(shortcut_id=shortcut_id))
    await alice(functions.stickers.DeleteStickerSet(stickerset=by_name("planned")))
    assert not (found := test_plans.faults(asked, tmp_path)), "\n".join(found)
