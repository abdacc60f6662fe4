"""A secret chat from the invitation to its end (https://core.telegram.org/api/end-to-end): one device of each side holds it.

Every change is told to every device that it concerns; to all devices of the invited person until one of them has accepted.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from angarium.crypto import dh
from angarium.domain import access, budgets, dues
from angarium.domain.budgets import Allowance
from angarium.domain.people import sanctions, settings
from angarium.domain.secret import queues
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import SecretChatChanged
from angarium.model.ids import SERVICE_USER, AuthorizationId, UserId
from angarium.model.secretchats import Party, SecretChat, SecretLook
from angarium.model.users import Relation
from angarium.store import accounts, logins, relations, secret

INVITATIONS = Allowance(100, 1000)
TO_STRANGERS = Allowance(10, 50)
"""Invitations to people who do not have the inviter among their contacts."""

REMEMBERED = 30 * 86400
"""Seconds for which it is known that a chat was discarded."""

ARCHIVE = 1


# --- who sees what


def access_hash(tx: Tx, chat_id: int, party: Party) -> int:
    """What a device shows with the chat's id; no other device of the same account has it."""
    return access.access_hash(tx.house.secret, party.login_id, "secret chat", chat_id)


def sides(chat: SecretChat, user_id: UserId) -> tuple[Party, Party]:
    """One's own side, and the other."""
    return (chat.admin, chat.participant) if chat.admin.user_id == user_id else (chat.participant, chat.admin)


def view(
    tx: Tx, chat: SecretChat, device: Party, *, history_deleted: bool = False, archived: bool = False
) -> SecretChatChanged:
    """The chat as one device sees it."""
    mine, _ = sides(chat, device.user_id)
    is_admin = device.user_id == chat.admin.user_id
    look: SecretLook = chat.state
    if look == "accepted" and mine.login_id != device.login_id:
        look = "discarded"
    if look == "requested" and is_admin:
        look = "waiting"
    if look == "discarded":
        return SecretChatChanged(chat_id=chat.id, look=look, at=tx.now, history_deleted=history_deleted)
    return SecretChatChanged(
        chat_id=chat.id, look=look, at=tx.now, access_hash=access_hash(tx, chat.id, device), date=chat.date,
        admin_id=chat.admin.user_id, participant_id=chat.participant.user_id, g=chat.g_b if is_admin else chat.g_a,
        fingerprint=chat.fingerprint, folder_id=ARCHIVE if archived else 0,
    )  # fmt: skip


async def get(tx: Tx, device: Party, chat_id: int, shown: int) -> SecretChat:
    """A chat that this device was told of. Refuses CHAT_ID_INVALID."""
    chat = await secret.find_chat(tx, device.user_id, chat_id)
    if chat is None or not access.holds(tx.house.secret, device.login_id, "secret chat", chat_id, shown):
        raise Refusal("CHAT_ID_INVALID")
    return chat


async def require_open(tx: Tx, chat: SecretChat, device: Party) -> Party:
    """The other side of a chat that this device holds. Refuses ENCRYPTION_ID_INVALID before the acceptance, ENCRYPTION_DECLINED
    after the end, USER_DELETED when that was the end of the other side's account."""
    mine, other = sides(chat, device.user_id)
    if chat.state == "requested":
        raise Refusal("ENCRYPTION_ID_INVALID")
    if chat.state == "accepted" and mine.login_id == device.login_id:
        return other
    person = await accounts.find(tx, other.user_id)
    raise Refusal("USER_DELETED" if person is None or person.profile.deleted else "ENCRYPTION_DECLINED")


# --- its beginning


async def request(tx: Tx, device: Party, other_id: UserId, random_id: int, g_a: bytes) -> SecretChat:
    """Invite somebody; all their devices are told. The `random_id` is the chat's id, and the same request again is the same chat.

    Refuses RANDOM_ID_INVALID, RANDOM_ID_DUPLICATE, DH_G_A_INVALID, USER_ID_INVALID, INPUT_USER_DEACTIVATED, USER_IS_BLOCKED,
    YOU_BLOCKED_USER, PEER_FLOOD, FLOOD_WAIT_X (https://core.telegram.org/method/messages.requestEncryption).
    """
    if not random_id:
        raise Refusal("RANDOM_ID_INVALID")
    _check_public(g_a)
    known = await secret.find_chat(tx, device.user_id, random_id)
    if known is not None and (known.admin, known.participant.user_id, known.g_a) == (device, other_id, g_a):
        return known
    if known is not None or await secret.find_chat(tx, other_id, random_id) is not None:
        raise Refusal("RANDOM_ID_DUPLICATE")
    theirs = await _require_invitable(tx, device.user_id, other_id)
    stranger = theirs is None or not theirs.contact
    await budgets.spend(tx, f"secret chats {device.user_id}", INVITATIONS)
    if stranger:
        await budgets.spend(tx, f"secret chats with strangers {device.user_id}", TO_STRANGERS)
    chat = SecretChat(id=random_id, admin=device, participant=Party(user_id=other_id), date=tx.now, g_a=g_a)
    await secret.put_chat(tx, chat)
    archived = stranger and (await settings.global_privacy(tx, other_id)).archive_strangers
    for one in await logins.find_all(tx, other_id):
        if not one.secret_chats_disabled:
            invited = Party(user_id=other_id, login_id=one.id, key_id=one.key_id)
            await queues.tell_chat(tx, invited, view(tx, chat, invited, archived=archived))
    return chat


def _check_public(value: bytes) -> None:
    """https://core.telegram.org/mtproto/security_guidelines#g-a-and-g-b-validation; the clients check for themselves, too."""
    try:
        if len(value) > dh.SIZE:
            raise dh.BadPublic
        dh.check_public(dh.from_bytes(value))
    except dh.BadPublic:
        raise Refusal("DH_G_A_INVALID") from None


async def _require_invitable(tx: Tx, user_id: UserId, other_id: UserId) -> Relation | None:
    """What the inviter is to the other, who must be a person that can be invited."""
    other = await accounts.find(tx, other_id)
    if other is None or other_id in (user_id, SERVICE_USER) or other.profile.bot:
        raise Refusal("USER_ID_INVALID")
    if other.profile.deleted:
        raise Refusal("INPUT_USER_DEACTIVATED")
    links = await relations.between(tx, user_id, (other_id,))
    mine, theirs = links.get((user_id, other_id)), links.get((other_id, user_id))
    if mine is not None and mine.blocked:
        raise Refusal("YOU_BLOCKED_USER")
    if theirs is not None and theirs.blocked:
        raise Refusal("USER_IS_BLOCKED")
    await sanctions.check_stranger(tx, user_id, other, theirs)
    return theirs


async def accept(tx: Tx, device: Party, chat: SecretChat, g_b: bytes, fingerprint: int) -> SecretChat:
    """Take the chat to this device, and from all others of the account. Refuses CHAT_ID_INVALID, DH_G_A_INVALID,
    ENCRYPTION_ALREADY_ACCEPTED, ENCRYPTION_ALREADY_DECLINED (https://core.telegram.org/method/messages.acceptEncryption)."""
    if chat.participant.user_id != device.user_id:
        raise Refusal("CHAT_ID_INVALID")
    if chat.state == "discarded":
        raise Refusal("ENCRYPTION_ALREADY_DECLINED")
    if chat.state == "accepted":
        if (chat.participant, chat.g_b, chat.fingerprint) == (device, g_b, fingerprint):
            return chat  # its answer was lost
        raise Refusal("ENCRYPTION_ALREADY_ACCEPTED")
    _check_public(g_b)
    audience = await _audience(tx, chat)
    chat = replace(chat, state="accepted", participant=device, g_b=g_b, fingerprint=fingerprint)
    await secret.put_chat(tx, chat)
    await _tell(tx, chat, audience, device.login_id)
    return chat


# --- its end


async def discard(tx: Tx, device: Party, chat_id: int, *, delete_history: bool) -> None:
    """End a chat, or turn down an invitation, for both sides. Refuses CHAT_ID_EMPTY, ENCRYPTION_ID_INVALID,
    ENCRYPTION_ALREADY_DECLINED, and ENCRYPTION_ALREADY_ACCEPTED when another device of the account holds the chat
    (https://core.telegram.org/method/messages.discardEncryption)."""
    if not chat_id:
        raise Refusal("CHAT_ID_EMPTY")
    chat = await secret.find_chat(tx, device.user_id, chat_id)
    if chat is None:
        raise Refusal("ENCRYPTION_ID_INVALID")
    mine, _ = sides(chat, device.user_id)
    if chat.state == "discarded":
        raise Refusal("ENCRYPTION_ALREADY_DECLINED")
    if mine.login_id not in (0, device.login_id):
        raise Refusal("ENCRYPTION_ALREADY_ACCEPTED" if mine == chat.participant else "ENCRYPTION_ID_INVALID")
    await _end(tx, chat, device.login_id, delete_history=delete_history)


async def _end(tx: Tx, chat: SecretChat, by: AuthorizationId | None = None, *, delete_history: bool = False) -> None:
    audience = await _audience(tx, chat)
    chat = replace(chat, state="discarded", g_a=b"", g_b=b"")
    await secret.put_chat(tx, chat)
    await _tell(tx, chat, audience, by, history_deleted=delete_history)
    for party in (chat.admin, chat.participant):
        await dues.put(tx, party.user_id, "secret_chat", chat.id, tx.now + REMEMBERED)


async def end_device(tx: Tx, user_id: UserId, login_id: AuthorizationId) -> None:
    """A device was logged out: its chats end, and nothing waits for it any more."""
    for chat in await secret.find_chats_of(tx, user_id, login_id):
        if chat.state != "discarded":
            await _end(tx, chat, login_id)
    await secret.remove_device(tx, user_id, login_id)


async def end_invitations(tx: Tx, user_id: UserId) -> None:
    """An account is deleted: nobody will accept what it was invited to. Its devices are ended one by one."""
    for chat in await secret.find_chats_of(tx, user_id, 0):
        if chat.state != "discarded":
            await _end(tx, chat)


@dues.happens("secret_chat")
async def forget(tx: Tx, user_id: int, chat_id: int) -> None:
    """That a chat was discarded need not be known for ever."""
    chat = await secret.find_chat(tx, user_id, chat_id)
    if chat is not None and chat.state == "discarded":
        await secret.remove_chat(tx, user_id, chat_id)


# --- who is told


async def _audience(tx: Tx, chat: SecretChat) -> list[Party]:
    """The devices that a change of this chat concerns, as the chat stands before it."""
    if chat.participant.login_id:
        return [chat.admin, chat.participant]
    user_id = chat.participant.user_id
    told = set(await secret.find_told(tx, user_id, chat.id))
    found = [one for one in await logins.find_all(tx, user_id) if one.id in told]
    return [chat.admin, *(Party(user_id=user_id, login_id=one.id, key_id=one.key_id) for one in found)]


async def _tell(
    tx: Tx, chat: SecretChat, audience: Iterable[Party], by: AuthorizationId | None, *, history_deleted: bool = False
) -> None:
    """Not the device that did it, which has it in its result: COMPAT(telethon-secret-chat 0.2), which takes its own acceptance for one
    by the other side. What it was told of the chat before is over."""
    for device in audience:
        if device.login_id == by:
            await secret.remove_news(tx, device.user_id, chat.id, "chat", device.login_id)
        else:
            await queues.tell_chat(tx, device, view(tx, chat, device, history_deleted=history_deleted))
