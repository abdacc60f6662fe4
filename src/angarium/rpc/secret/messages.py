"""Secret chats: what passes between the two devices."""

from __future__ import annotations

from angarium.domain.files.uploads import Upload
from angarium.domain.secret import chats, files, queues, sending
from angarium.domain.secret.sending import Sent
from angarium.model.errors import Refusal
from angarium.model.secretchats import SecretFile
from angarium.rpc.render.secret import render_file
from angarium.rpc.router import Call, method
from angarium.rpc.secret.parties import device_of, read_chat
from angarium.tl import functions, types


def _render_sent(sent: Sent) -> types.messages.TypeSentEncryptedMessage:
    if sent.file is None:
        return types.messages.SentEncryptedMessage(date=sent.date)
    return types.messages.SentEncryptedFile(date=sent.date, file=render_file(sent.file))


@method("messages.sendEncrypted", writes=True, bots=False, flood="send")
async def send_encrypted(call: Call, req: functions.messages.SendEncrypted) -> types.messages.TypeSentEncryptedMessage:
    chat = await read_chat(call, call.tx, req.peer)
    return _render_sent(await sending.send(call.tx, device_of(call), chat, req.random_id, req.data))


@method("messages.sendEncryptedService", writes=True, bots=False, flood="send")
async def send_encrypted_service(
    call: Call, req: functions.messages.SendEncryptedService
) -> types.messages.TypeSentEncryptedMessage:
    chat = await read_chat(call, call.tx, req.peer)
    return _render_sent(await sending.send(call.tx, device_of(call), chat, req.random_id, req.data, service=True))


@method("messages.sendEncryptedFile", alone=True, bots=False, flood="send")
async def send_encrypted_file(
    call: Call, req: functions.messages.SendEncryptedFile
) -> types.messages.TypeSentEncryptedMessage:
    device = device_of(call)
    async with call.read() as inner:
        chat = await read_chat(call, inner.tx, req.peer)
        if earlier := await sending.find_sent(inner.tx, device, chat, req.random_id):
            return _render_sent(earlier)  # before the upload is looked for, which was used up then
        await sending.require_sendable(inner.tx, device, chat, req.random_id, req.data)
    file = await _read_file(call, req.file)
    async with call.begin() as inner:
        chat = await read_chat(call, inner.tx, req.peer)
        return _render_sent(await sending.send(inner.tx, device, chat, req.random_id, req.data, file=file))


@method("messages.uploadEncryptedFile", alone=True, bots=False, flood="send")
async def upload_encrypted_file(call: Call, req: functions.messages.UploadEncryptedFile) -> types.TypeEncryptedFile:
    async with call.read() as inner:
        chat = await read_chat(call, inner.tx, req.peer)
        await chats.require_open(inner.tx, chat, device_of(call))
    return render_file(await _read_file(call, req.file))


async def _read_file(call: Call, given: types.TypeInputEncryptedFile | None) -> SecretFile:
    """An upload made into a file, or one that was sent before. Refuses FILE_EMTPY (Telegram's own spelling), FILE_ID_INVALID."""
    match given:
        case types.InputEncryptedFileUploaded():
            upload = Upload(given.id, given.parts, "", given.md5_checksum)
        case types.InputEncryptedFileBigUploaded():
            upload = Upload(given.id, given.parts, "")
        case types.InputEncryptedFile():
            async with call.read() as inner:
                return await files.get(inner.tx, given.id, given.access_hash)
        case _:
            raise Refusal("FILE_EMTPY")
    return await files.make(call.house, call.user_id, upload, given.key_fingerprint)


@method("messages.setEncryptedTyping", writes=True, bots=False)  # nothing is stored, but a snapshot rings no bells
async def set_encrypted_typing(call: Call, req: functions.messages.SetEncryptedTyping) -> bool:
    chat = await read_chat(call, call.tx, req.peer)
    if req.typing:  # that it has ended is not told: it does so by itself after a few seconds
        await sending.show_typing(call.tx, device_of(call), chat)
    return True


@method("messages.readEncryptedHistory", writes=True, bots=False)
async def read_encrypted_history(call: Call, req: functions.messages.ReadEncryptedHistory) -> bool:
    chat = await read_chat(call, call.tx, req.peer)
    await sending.read(call.tx, device_of(call), chat, req.max_date)
    return True


@method("messages.receivedQueue", writes=True, bots=False)
async def received_queue(call: Call, req: functions.messages.ReceivedQueue) -> list[int]:
    device = device_of(call)
    return await queues.acknowledge(call.tx, device.user_id, device.login_id, req.max_qts)
