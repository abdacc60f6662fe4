"""The commands about chats, standing, announcements, complaints and terms: what they write down for the server, and what they print."""

from __future__ import annotations

import time

import pytest

from angarium.admin import cli, database
from angarium.admin.folder import Folder
from angarium.domain.operator import terms as versions
from angarium.model import orders
from angarium.model.accounts import Report
from angarium.model.bots import Bot
from angarium.model.campaigns import Announcement, Hint, Promotion
from angarium.model.chats import BROADCAST, GROUP, MEGAGROUP, Chat, ChatProfile
from angarium.model.config import Config, Terms
from angarium.model.ids import Peer, UserId
from angarium.model.orders import Order
from angarium.model.sanctions import FROZEN, LIMITED, Sanction
from angarium.model.users import Profile, User
from angarium.store import accounts, bots, campaigns, chats, dues, operator, reports, sanctions, terms

NEWS, TALK, GROUP_5 = Peer(-1000000000001), Peer(-1000000000002), Peer(-5)
Out = pytest.CaptureFixture[str]


def angarium(*words: str) -> int:
    return cli.run(lambda config, path, ready: ready(list(config.listen)), words)


@pytest.fixture
def peopled(started: Folder) -> Folder:
    """With an account, a bot, a channel, a supergroup that is gone and a basic group."""

    async def add(db) -> None:
        for id, profile in (
            (4711, Profile(first_name="Ann", last_name="Other")),
            (100_000_001, Profile(first_name="Robot", bot=True)),
            (777_000, Profile(first_name="Angarium")),
        ):
            await accounts.add(db, User(id=UserId(id), phone="", profile=profile, created=1))
        await bots.put(db, Bot(id=UserId(100_000_001), owner_id=UserId(4711), created=1))
        for peer, kind, profile in (
            (NEWS, BROADCAST, ChatProfile(title="The [News]", usernames=("the_news",))),
            (TALK, MEGAGROUP, ChatProfile(title="Talk", deleted=True)),
            (GROUP_5, GROUP, ChatProfile(title="Five", restricted="spam")),
        ):
            await chats.add(
                db, Chat(peer=peer, kind=kind, creator_id=UserId(4711), created=1, profile=profile, members=3)
            )
        await db.run(
            "INSERT INTO username (name, peer, position, active, shown) VALUES ('the_news', ?, 0, TRUE, 'the_news')",
            NEWS,
        )

    database.order(started.database, add)
    return started


def ordered(folder: Folder) -> list[tuple[int, Order]]:
    """What the server will be doing, oldest first."""

    async def take(db):
        ripe = await dues.find_ripe(db, 1 << 40, 99)
        return [
            (due.box, await operator.take_order(db, due.box, due.id)) for due in ripe if due.kind == operator.ORDERS
        ]

    return database.order(folder.database, take)


def test_chats_are_listed_and_shown(peopled: Folder, capsys: Out):
    assert angarium("chat", "list") == 0
    told = capsys.readouterr().out
    for word in ("1000000000001", "The [News]", "@the_news", "channel", "deleted", "restricted: spam", "Five"):
        assert word in told
    assert angarium("chat", "list", "--after", "5", "--count", "1") == 0
    told = capsys.readouterr().out
    assert "The [News]" in told and "Five" not in told and "Talk" not in told
    for name in ("1000000000001", "@The_News"):
        assert angarium("chat", "show", name) == 0
        told = capsys.readouterr().out
        assert "4711 Ann Other" in told and "members   3" in told
    assert angarium("chat", "show", "99") == angarium("chat", "show", "@nobody") == 1
    assert "there is no group and no channel @nobody" in capsys.readouterr().err


def test_orders_for_chats_wait_for_the_server(peopled: Folder, monkeypatch: pytest.MonkeyPatch, capsys: Out):
    assert angarium("chat", "restrict", "@the_news", "This is spam.") == 0
    assert "is restricted, as soon as the server runs" in capsys.readouterr().out
    with peopled.hold():
        assert angarium("chat", "unrestrict", "5") == 0
    assert "5, Five, is restricted no more\n" in capsys.readouterr().out
    assert angarium("chat", "verify", "@the_news") == angarium("chat", "unverify", "@the_news") == 0
    monkeypatch.setattr("rich.prompt.Confirm.ask", lambda question: False)
    assert angarium("chat", "delete", "5") == 1
    assert angarium("chat", "delete", "5", "--yes") == 0
    assert angarium("chat", "verify", "5") == angarium("chat", "delete", "1000000000002", "--yes") == 1
    told = capsys.readouterr().err
    assert "a basic group, which cannot be verified" in told and "was deleted" in told
    found = ordered(peopled)
    assert [order for box, order in found if box == NEWS] == [
        Order(kind=orders.RESTRICT, text="This is spam."), Order(kind=orders.VERIFY), Order(kind=orders.VERIFY, on=False),
    ]  # fmt: skip
    assert [order for box, order in found if box == GROUP_5] == [
        Order(kind=orders.RESTRICT),
        Order(kind=orders.DELETE),
    ]
    taken = ordered(peopled)  # in the order of seconds, of which any may have passed between two commands
    assert sorted(box for box, _ in taken) == [NEWS] * 3 + [GROUP_5] * 2
    assert not any(order for _, order in taken)


def test_orders_for_people_wait_for_the_server(peopled: Folder, capsys: Out):
    for words in (
        ("restrict", "4711", "This is spam."),
        ("unrestrict", "4711"),
        ("limit", "4711", "Too many strangers.", "--until", "2190-01-31"),
        ("unlimit", "4711"),
        ("freeze", "4711", "This is spam."),
        ("unfreeze", "4711"),
        ("verify", "4711"),
        ("unverify", "4711"),
        ("fact-checker", "4711"),
        ("fact-checker", "4711", "--off"),
        ("support", "4711"),
        ("support", "4711", "--off"),
        ("verifier", "100000001", "The Town", "--icon", "77"),
        ("verifier", "100000001", "--off"),
    ):
        assert angarium("user", *words) == 0, words
    for words in (
        ("verify", "777000"),
        ("freeze", "178220800", "no"),
        ("limit", "4711", "Too late.", "--until", "2020-01-31"),
        ("verifier", "4711", "The Town"),
        ("verifier", "100000001"),
        ("verifier", "100000001", "The Town", "--off"),
    ):
        assert angarium("user", *words) == 1, words
    kinds = {order.kind for box, order in ordered(peopled) if box == 4711}
    assert kinds == {"restrict", "verify", "check facts", "support", "limit", "freeze"}
    assert "4711, Ann Other, checks facts no more" in capsys.readouterr().out


def test_what_was_taken_from_accounts_is_listed(peopled: Folder, capsys: Out):
    for kind, until in ((LIMITED, 4_102_444_800), (FROZEN, 0)):
        one = Sanction(user_id=4711, kind=kind, since=1, until=until, reason="[Too] many strangers.")
        database.order(peopled.database, lambda db, one=one: sanctions.put(db, one))
    assert angarium("user", "sanctions") == 0 and angarium("user", "show", "4711") == 0
    told = capsys.readouterr().out
    assert told.count("[Too] many strangers.") == 4
    assert "frozen: [Too] many strangers.; limited until 2" in told


def shown(folder: Folder, kind: str):
    return [one.body for one in database.ask(folder.database, lambda db: campaigns.find_all(db, kind))]


def test_announcements_are_put_up_and_taken_down(peopled: Folder, capsys: Out):
    add = ("announce", "add", "The [fair]", "On **Sunday**.")
    assert angarium(*add, "--url", "https://example.org/", "--place", "@the_news", "--until", "2099-01-31") == 0
    assert angarium(*add, "--about", "@the_news", "--word", "Fair", "--word", "Great carousel", "--button", "Go") == 0
    for wrong, why in (
        ((), "say where it leads"),
        (("--url", "https://example.org/", "--about", "@the_news"), "say where it leads"),
        (("--url", "javascript:x"), "is no address"),
        (("--about", "@nobody"), "nothing public is called"),
        (("--url", "https://example.org/", "--word", "fair"), "say which with --about"),
        (("--url", "https://example.org/", "--place", "@nobody"), "there is no chat and no account"),
        (("--url", "https://example.org/", "--until", "2020-01-01"), "would end before it begins"),
    ):
        assert angarium(*add, *wrong) == 1
        assert why in capsys.readouterr().err
    second, first = shown(peopled, campaigns.ANNOUNCEMENT)
    assert isinstance(first, Announcement) and first.places == (NEWS,) and first.text.text == "On Sunday."
    assert isinstance(second, Announcement) and second.url == "https://t.me/the_news" and second.peer == NEWS
    assert second.words == ("fair", "great", "carousel") and second.button == "Go"
    assert angarium("announce", "list") == 0
    told = capsys.readouterr().out
    assert told.count("The [fair]") == 2 and "2099-01-31" in told
    assert angarium("announce", "end", "1") == 0 and angarium("announce", "end", "9") == 1
    capsys.readouterr()
    assert angarium("announce", "list") == 0
    assert capsys.readouterr().out.count("The [fair]") == 1
    assert angarium("announce", "list", "--over") == 0
    assert capsys.readouterr().out.count("The [fair]") == 2


def test_a_chat_is_promoted_and_a_hint_given(peopled: Folder, capsys: Out):
    assert angarium("announce", "promote", "@the_news", "Read this.", "--from", "2099-01-01") == 0
    assert "is shown from 2099-01-01 00:00" in capsys.readouterr().out
    assert angarium("announce", "promote", "4711", "Ask her.", "--kind", "help") == 0
    assert angarium("announce", "promote", "1000000000002", "It is gone.") == 1
    assert angarium("announce", "hint", "move", "We **move**", "On Sunday.", "https://example.org/") == 0
    person, channel = shown(peopled, campaigns.PROMOTION)
    assert channel == Promotion(peer=NEWS, kind="announcement", message="Read this.")
    assert person == Promotion(peer=4711, kind="help", message="Ask her.")
    (hint,) = shown(peopled, campaigns.HINT)
    assert isinstance(hint, Hint) and hint.name == "MOVE" and hint.title.text == "We move"
    capsys.readouterr()
    assert angarium("announce", "list") == 0
    told = capsys.readouterr().out
    assert "MOVE: We move" in told and "4711: Ask her." in told


def test_complaints_are_read(peopled: Folder, capsys: Out):
    async def add(db) -> None:
        for id, report in enumerate(
            (
                Report(peer=NEWS, reason="spam", comment="[always]", ids=(3, 4)),
                Report(peer=4711, reason="other", photo_id=9),
                Report(peer=NEWS, reason="spam", announcement=7),
                Report(peer=0, reason="violence", announcement=8),
            )
        ):
            await reports.add(db, 4711, id, int(time.time()) + id, report)

    database.order(peopled.database, add)
    assert angarium("reports") == 0
    told = capsys.readouterr().out
    for words in (
        "chat 1000000000001, messages 3 4",
        "[always]",
        "account 4711, photo 9",
        "announcement 7 in chat 1000000000001",
        "announcement 8 ",
    ):
        assert words in told
    assert angarium("reports", "--count", "1") == 0
    told = capsys.readouterr().out
    assert "announcement 8" in told and "announcement 7" not in told


def test_the_versions_of_the_terms_are_listed(peopled: Folder, capsys: Out):
    assert angarium("terms") == 0
    assert "nothing is asked of people" in capsys.readouterr().out
    peopled.config.write_text("[terms]\ntext = 'Be kind.'")
    version = versions.current(Config(terms=Terms(text="Be kind.")))
    assert version is not None

    async def note(db) -> None:
        await terms.note(db, version.id, 1_800_000_000)
        await terms.note(db, "0" * 16, 1_700_000_000)
        await terms.accept(db, 4711, version.id, 1_800_000_001)

    database.order(peopled.database, note)
    assert angarium("terms") == 0
    newest, oldest = capsys.readouterr().out.splitlines()[1:]
    assert version.id in newest and "2027-01-1" in newest and "1" in newest and "in force" in newest
    assert "0" * 16 in oldest and "in force" not in oldest
