"""contacts.*: the address book."""

from __future__ import annotations

from angarium.domain.accounts import addressbook, bars, contacts
from angarium.domain.accounts.contacts import Entry
from angarium.domain.facts import gather
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.model.users import PeerBar
from angarium.rpc.accounts.users import render_birthday
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.render.accounts import render_bar
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_status, render_user, render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_MOST = 5000


def read_contact(call: Call, given: types.TypeInputUser | None) -> UserId:
    """Refuses CONTACT_ID_INVALID."""
    try:
        return read_user(call, given)
    except Refusal as refusal:
        raise Refusal("CONTACT_ID_INVALID") from refusal


async def _render_bars(call: Call, changed: list[tuple[int, PeerBar]]) -> types.Updates:
    facts = await gather(call.tx, call.user_id, [], users=[id for id, _ in changed])
    return types.Updates(
        updates=[types.UpdatePeerSettings(peer=render_peer(id), settings=render_bar(bar)) for id, bar in changed],
        users=render_users(facts),
        chats=render_chats(facts),
        date=call.tx.now,
        seq=0,
    )


@method("contacts.getContacts", bots=False)
async def get_contacts(call: Call, req: functions.contacts.GetContacts) -> types.contacts.TypeContacts:
    book = await addressbook.get(call.tx, call.user_id)
    if contacts.is_same(book.ids, book.saved, req.hash):
        return types.contacts.ContactsNotModified()
    facts = await gather(call.tx, call.user_id, [], users=book.ids)
    return types.contacts.Contacts(
        contacts=[types.Contact(user_id=id, mutual=facts.users[id].mutual) for id in book.ids if id in facts.users],
        saved_count=book.saved,
        users=render_users(facts, book.ids),
    )


@method("contacts.getContactIDs", bots=False)
async def get_contact_ids(call: Call, req: functions.contacts.GetContactIDs) -> list[int]:
    book = await addressbook.get(call.tx, call.user_id)
    return [] if contacts.is_same(book.ids, book.saved, req.hash) else book.ids


@method("contacts.getStatuses", bots=False)
async def get_statuses(call: Call, req: functions.contacts.GetStatuses) -> list[types.TypeContactStatus]:
    book = await addressbook.get(call.tx, call.user_id)
    facts = await gather(call.tx, call.user_id, [], users=book.ids)
    return [
        types.ContactStatus(user_id=id, status=render_status(facts.users[id])) for id in book.ids if id in facts.users
    ]


@method("contacts.getBirthdays", bots=False)
async def get_birthdays(call: Call, req: functions.contacts.GetBirthdays) -> types.contacts.TypeContactBirthdays:
    found = await addressbook.birthdays(call.tx, call.user_id)
    facts = await gather(call.tx, call.user_id, [], users=[id for id, _ in found])
    return types.contacts.ContactBirthdays(
        contacts=[types.ContactBirthday(contact_id=id, birthday=render_birthday(day)) for id, day in found],
        users=render_users(facts, [id for id, _ in found]),
    )


def _note(given: types.TypeTextWithEntities | None) -> str | None:
    return given.text if given is not None else None


@method("contacts.importContacts", writes=True, flood="contacts", bots=False)
async def import_contacts(call: Call, req: functions.contacts.ImportContacts) -> types.contacts.TypeImportedContacts:
    entries = [
        Entry(given.client_id, given.phone, given.first_name, given.last_name, _note(given.note) or "")
        for given in req.contacts[:_MOST]
    ]
    done = await contacts.import_entries(call.tx, call.user_id, entries, call.caller.address)
    ids = list(dict.fromkeys(id for id, _ in done.found))
    facts = await gather(call.tx, call.user_id, [], users=ids)
    return types.contacts.ImportedContacts(
        imported=[types.ImportedContact(user_id=id, client_id=client_id) for id, client_id in done.found],
        popular_invites=[],
        retry_contacts=[*done.retry, *(given.client_id for given in req.contacts[_MOST:])],
        users=render_users(facts, ids),
    )


@method("contacts.addContact", writes=True, flood="contacts", bots=False)
async def add_contact(call: Call, req: functions.contacts.AddContact) -> types.TypeUpdates:
    other_id = read_contact(call, req.id)
    bar = await contacts.add(
        call.tx,
        call.user_id,
        other_id,
        req.first_name,
        req.last_name,
        req.phone,
        share_phone=req.add_phone_privacy_exception,
        note=_note(req.note),
    )
    return await _render_bars(call, [(other_id, bar)])


@method("contacts.updateContactNote", writes=True, bots=False)
async def update_contact_note(call: Call, req: functions.contacts.UpdateContactNote) -> bool:
    await contacts.set_note(call.tx, call.user_id, read_contact(call, req.id), _note(req.note) or "")
    return True


@method("contacts.acceptContact", writes=True, bots=False)
async def accept_contact(call: Call, req: functions.contacts.AcceptContact) -> types.TypeUpdates:
    other_id = read_contact(call, req.id)
    return await _render_bars(call, [(other_id, await contacts.accept(call.tx, call.user_id, other_id))])


@method("contacts.deleteContacts", writes=True, bots=False)
async def delete_contacts(call: Call, req: functions.contacts.DeleteContacts) -> types.TypeUpdates:
    ids = [read_contact(call, given) for given in req.id[:_MOST]]
    return await _render_bars(call, await contacts.delete(call.tx, call.user_id, ids))


@method("contacts.deleteByPhones", writes=True, bots=False)
async def delete_by_phones(call: Call, req: functions.contacts.DeleteByPhones) -> bool:
    await contacts.delete_by_phones(call.tx, call.user_id, req.phones[:_MOST])
    return True


@method("contacts.getSaved", bots=False)
async def get_saved(call: Call, req: functions.contacts.GetSaved) -> list[types.TypeSavedContact]:
    await addressbook.require_takeout(call.tx, call.user_id, call.caller.takeout_id)
    return [
        types.SavedPhoneContact(phone=phone, first_name=first, last_name=last, date=call.tx.now)
        for phone, first, last in await addressbook.saved(call.tx, call.user_id)
    ]


@method("contacts.resetSaved", writes=True, bots=False)
async def reset_saved(call: Call, req: functions.contacts.ResetSaved) -> bool:
    await addressbook.forget_saved(call.tx, call.user_id)
    return True


@method("contacts.editCloseFriends", writes=True, bots=False)
async def edit_close_friends(call: Call, req: functions.contacts.EditCloseFriends) -> bool:
    await contacts.set_close_friends(call.tx, call.user_id, req.id[:_MOST])
    return True


@method("contacts.exportContactToken", writes=True, bots=False)
async def export_contact_token(
    call: Call, req: functions.contacts.ExportContactToken
) -> types.TypeExportedContactToken:
    token, expires = await addressbook.export_token(call.tx, call.user_id)
    return types.ExportedContactToken(url=f"tg://contact?token={token}", expires=expires)


@method("contacts.importContactToken", flood="contacts", bots=False)
async def import_contact_token(call: Call, req: functions.contacts.ImportContactToken) -> types.TypeUser:
    user_id = await addressbook.import_token(call.tx, req.token)
    facts = await gather(call.tx, call.user_id, [], users=(user_id,))
    return render_user(facts.users[user_id], facts)


@method("messages.getPeerSettings", bots=False)
async def get_peer_settings(call: Call, req: functions.messages.GetPeerSettings) -> types.messages.TypePeerSettings:
    other_id = read_peer(call, req.peer)
    bar = await bars.find(call.tx, call.user_id, other_id)
    facts = await gather(call.tx, call.user_id, [], users=(other_id,))
    return types.messages.PeerSettings(
        settings=render_bar(bar), chats=render_chats(facts), users=render_users(facts, (other_id,))
    )


@method("messages.hidePeerSettingsBar", writes=True, bots=False)
async def hide_peer_settings_bar(call: Call, req: functions.messages.HidePeerSettingsBar) -> bool:
    await bars.hide(call.tx, call.user_id, read_peer(call, req.peer))
    return True
