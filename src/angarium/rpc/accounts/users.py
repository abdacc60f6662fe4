"""users.*: people, shortly and in full."""

from __future__ import annotations

from contextlib import suppress

from angarium.domain.accounts import bars, notify
from angarium.domain.bots import introductions, vouching
from angarium.domain.bots.introductions import Card
from angarium.domain.contents import translations
from angarium.domain.facts import gather
from angarium.domain.groups import showcases
from angarium.domain.messages import prices
from angarium.domain.people import persons, settings
from angarium.domain.people.persons import Person
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId
from angarium.model.users import Birthday
from angarium.rpc.business.offices import add_business
from angarium.rpc.files.music import add_music
from angarium.rpc.looks.chatlooks import add_look
from angarium.rpc.looks.rings import add_stories
from angarium.rpc.peers import read_user
from angarium.rpc.render.accounts import render_bar
from angarium.rpc.render.bots import render_info, render_vouched
from angarium.rpc.render.chats import number_of, render_chats
from angarium.rpc.render.keyboards import render_rights
from angarium.rpc.render.media import render_photo
from angarium.rpc.render.notify import render_notify
from angarium.rpc.render.users import render_user, render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_MOST = 200
_TABS: dict[str, type[types.TypeProfileTab]] = {
    kind.NAME.removeprefix("profileTab"): kind
    for kind in (
        types.ProfileTabPosts,
        types.ProfileTabGifts,
        types.ProfileTabMedia,
        types.ProfileTabFiles,
        types.ProfileTabMusic,
        types.ProfileTabVoice,
        types.ProfileTabLinks,
        types.ProfileTabGifs,
    )
}


@method("users.getUsers")
async def get_users(call: Call, req: functions.users.GetUsers) -> list[types.TypeUser]:
    known: dict[int, UserId] = {}
    for at, given in enumerate(req.id[:_MOST]):
        with suppress(Refusal):
            known[at] = read_user(call, given)
    facts = await gather(call.tx, call.user_id, [], users=known.values())
    return [
        render_user(facts.users[known[at]], facts)
        if known.get(at) in facts.users
        else types.UserEmpty(id=getattr(given, "user_id", 0))
        for at, given in enumerate(req.id[:_MOST])
    ]


def render_birthday(birthday: Birthday) -> types.Birthday:
    return types.Birthday(day=birthday.day, month=birthday.month, year=birthday.year)


@method("users.getFullUser")
async def get_full_user(call: Call, req: functions.users.GetFullUser) -> types.users.TypeUserFull:
    user_id = read_user(call, req.id)
    person = await persons.get(call.tx, call.user_id, user_id)
    bar = await bars.find(call.tx, call.user_id, user_id)
    sounds = await notify.of_peer(call.tx, call.user_id, user_id)
    shown = await showcases.find(call.tx, user_id)
    facts = await gather(call.tx, call.user_id, [], users=(user_id, shown.peer) if shown else (user_id,))
    await persons.add_photos(call.tx, person, facts)
    full = _render_full(person, facts)
    if shown is not None:
        full.personal_channel_id = number_of(shown.peer)
        full.personal_channel_message = await showcases.newest(call.tx, shown) or None
    if person.view.user.profile.bot:
        language = call.caller.device.lang_code[:2] if call.caller.device else ""
        _add_card(full, await introductions.card(call.tx, call.user_id, user_id, language))
    if (vouched := await vouching.find(call.tx, user_id)) is not None:
        full.bot_verification = render_vouched(vouched)
    await add_look(call, Peer(user_id), full)
    await add_music(call, user_id, full)
    await add_business(call, user_id, full)
    await add_stories(call, Peer(user_id), full)
    full.sponsored_enabled = user_id == call.user_id and await settings.is_on(
        call.tx, user_id, settings.SPONSORED, default=True
    )
    full.settings = render_bar(bar)
    full.send_paid_messages_stars = await prices.price_of(call.tx, call.user_id, Peer(user_id)) or None
    full.translations_disabled = await translations.are_off(call.tx, call.user_id, user_id)
    full.notify_settings = render_notify(sounds)
    return types.users.UserFull(full_user=full, chats=render_chats(facts), users=render_users(facts, (user_id,)))


def _render_full(person: Person, facts: Facts) -> types.UserFull:
    dialog = person.dialog
    return types.UserFull(
        id=person.view.user.id,
        blocked=person.view.blocked,
        blocked_my_stories_from=person.blocked_stories,
        phone_calls_available=False,
        phone_calls_private=person.calls_private,
        can_pin_message=True,
        has_scheduled=person.has_scheduled,
        voice_messages_forbidden=person.voice_forbidden,
        read_dates_private=person.read_dates_private,
        about=person.about or None,
        personal_photo=_photo(person.personal_photo, facts),
        profile_photo=_photo(person.profile_photo, facts),
        fallback_photo=_photo(person.fallback_photo, facts),
        pinned_msg_id=person.pinned_id or None,
        common_chats_count=0,
        folder_id=dialog.folder_id or None if dialog else None,
        ttl_period=dialog.ttl_period or None if dialog else None,
        private_forward_name=person.forward_name or None,
        birthday=render_birthday(person.birthday) if person.birthday else None,
        main_tab=_TABS[person.view.user.profile.main_tab]() if person.view.user.profile.main_tab in _TABS else None,
        note=types.TextWithEntities(text=person.note, entities=[]) if person.note else None,
    )


def _add_card(full: types.UserFull, card: Card | None) -> None:
    """What is told of a bot."""
    if card is None:
        return
    full.bot_info = render_info(card)
    full.about = card.about or None
    full.bot_group_admin_rights = render_rights(card.bot.group_rights) if card.bot.group_rights else None
    full.bot_broadcast_admin_rights = render_rights(card.bot.channel_rights) if card.bot.channel_rights else None
    full.bot_can_manage_emoji_status = card.sets_status
    full.bot_manager_id = card.bot.manager_id or None


def _photo(id: int | None, facts: Facts) -> types.TypePhoto | None:
    return render_photo(facts.photos[id], facts) if id and id in facts.photos else None


@method("users.getRequirementsToContact", bots=False)
async def get_requirements_to_contact(
    call: Call, req: functions.users.GetRequirementsToContact
) -> list[types.TypeRequirementToContact]:
    """In stars; nobody need subscribe to anything (https://core.telegram.org/api/paid-messages)."""
    found: list[types.TypeRequirementToContact] = []
    for given in req.id[:_MOST]:
        price = await prices.price_of(call.tx, call.user_id, Peer(read_user(call, given)))
        paid = types.RequirementToContactPaidMessages(stars_amount=price)
        found.append(paid if price else types.RequirementToContactEmpty())
    return found
