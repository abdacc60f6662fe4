import { Long, tl } from '@mtcute/web'
import type { MessageId, PeerId } from '../../state/model'
import type { DialogPage } from '../api'
import type { Link, Running } from '../link'
import { entitiesToTl, renderDialog, renderFolders, renderMessage, renderPage } from '../render-message'
import { optional, peerId, renderPeers } from '../render-peers'
import type { Answers } from './call'

/** Where the next page of the list of chats begins. https://core.telegram.org/api/offsets */
interface From { readonly date: number; readonly id: MessageId; readonly peer: PeerId }

type Dialogs = tl.messages.RawDialogs | tl.messages.RawDialogsSlice | tl.messages.RawPeerDialogs

function renderDialogs(link: Link, answer: Dialogs, pinnedBefore: number): DialogPage {
  const tops = answer.messages.flatMap(message => renderMessage(message, link.me) ?? [])
  const dates = new Map(tops.map(top => [top.chat, top.date]))
  let pinned = pinnedBefore
  const dialogs = answer.dialogs.flatMap(dialog =>
    dialog._ === 'dialog' ? [renderDialog(dialog, dialog.pinned ? ++pinned : 0, dates.get(peerId(dialog.peer)) ?? 0)] : [])
  return { dialogs, tops, peers: renderPeers(answer.users, answer.chats) }
}

async function dialogPage(link: Link, running: Running, from: From | undefined, limit: number, archived: boolean): Promise<DialogPage> {
  const offsetPeer: tl.TypeInputPeer = from ? await link.peer(from.peer) : { _: 'inputPeerEmpty' }
  const answer = await link.call({
    _: 'messages.getDialogs', folderId: archived ? 1 : 0, offsetDate: from?.date ?? 0, offsetId: from?.id ?? 0, offsetPeer, limit, hash: zero,
    ...(from && { excludePinned: true }),
  }, running)
  if (answer._ === 'messages.dialogsNotModified') return { dialogs: [], tops: [], peers: { users: [], chats: [] } }
  const page = renderDialogs(link, answer, 0)
  const last = page.dialogs.findLast(dialog => !dialog.pinned && dialog.lastMessage)
  const more = answer._ === 'messages.dialogsSlice' && last && page.dialogs.length >= Math.min(limit, answer.count)
  return more ? { ...page, next: { date: last.date, id: last.lastMessage!, peer: last.peer } satisfies From } : page
}
const zero = Long.ZERO

const affected = (link: Link, answer: { readonly pts: number; readonly ptsCount: number }): void => link.advance(answer)

export const chats: Answers<
  'dialogs' | 'dialog' | 'history' | 'messages' | 'scheduled' | 'sendScheduled' | 'deleteScheduled' | 'read' | 'markUnread' | 'pinDialog' | 'archive'
  | 'setNotify' | 'saveDraft' | 'setTyping' | 'clearHistory' | 'folders'
> = {
  dialogs: ({ link, running }, from, limit, archived) => dialogPage(link, running, from as From | undefined, limit, archived),

  dialog: async ({ link, running }, peer) =>
    renderDialogs(link, await link.call({ _: 'messages.getPeerDialogs', peers: [{ _: 'inputDialogPeer', peer: await link.peer(peer) }] }, running), 0),

  history: async ({ link, running }, peer, thread, { from, addOffset, limit, direct }) => {
    const place = { offsetId: from, offsetDate: 0, addOffset, limit, maxId: 0, minId: 0, hash: zero }
    const window = { peer: await link.peer(peer), ...place }
    if (direct && thread) {
      const person = await link.peer(thread)
      return renderPage(await link.call({ _: 'messages.getSavedHistory', parentPeer: window.peer, peer: person, ...place }, running), link.me)
    }
    return renderPage(thread
      ? await link.call({ _: 'messages.getReplies', msgId: thread, ...window }, running)
      : await link.call({ _: 'messages.getHistory', ...window }, running), link.me)
  },

  messages: async ({ link, running }, peer, ids) => {
    const id = ids.map(one => ({ _: 'inputMessageID' as const, id: one }))
    const channel = peer < -1_000_000_000_000
    const answer = channel
      ? await link.call({ _: 'channels.getMessages', channel: await link.channel(peer), id }, running)
      : await link.call({ _: 'messages.getMessages', id }, running)
    return renderPage(answer, link.me)
  },

  scheduled: async ({ link, running }, peer) =>
    renderPage(await link.call({ _: 'messages.getScheduledHistory', peer: await link.peer(peer), hash: zero }, running), link.me, true),
  sendScheduled: async ({ link, running }, peer, ids) => {
    link.apply(await link.call({ _: 'messages.sendScheduledMessages', peer: await link.peer(peer), id: [...ids] }, running))
    link.emit({ type: 'scheduledChanged', chat: peer })
  },
  deleteScheduled: async ({ link, running }, peer, ids) => {
    link.apply(await link.call({ _: 'messages.deleteScheduledMessages', peer: await link.peer(peer), id: [...ids] }, running))
    link.emit({ type: 'scheduledChanged', chat: peer })
  },

  read: async ({ link, running }, peer, upTo) => {
    const input = await link.peer(peer)
    if (input._ === 'inputPeerChannel') await link.call({ _: 'channels.readHistory', channel: await link.channel(peer), maxId: upTo }, running)
    else affected(link, await link.call({ _: 'messages.readHistory', peer: input, maxId: upTo }, running))
    link.emit({ type: 'readInbox', peer, upTo, unread: undefined })
  },

  markUnread: async ({ link, running }, peer, marked) => {
    await link.call({ _: 'messages.markDialogUnread', unread: marked, peer: { _: 'inputDialogPeer', peer: await link.peer(peer) } }, running)
    link.emit({ type: 'dialogMarked', peer, marked })
  },
  pinDialog: async ({ link, running }, peer, pinned) => {
    await link.call({ _: 'messages.toggleDialogPin', pinned, peer: { _: 'inputDialogPeer', peer: await link.peer(peer) } }, running)
    link.emit({ type: 'dialogPinned', peer, pinned })
  },
  archive: async ({ link, running }, peer, archived) => {
    const folderPeers = [{ _: 'inputFolderPeer' as const, peer: await link.peer(peer), folderId: archived ? 1 : 0 }]
    link.apply(await link.call({ _: 'folders.editPeerFolders', folderPeers }, running))
    link.emit({ type: 'dialogArchived', peer, archived })
  },

  setNotify: async ({ link, running }, peer, notify) => {
    const settings: tl.TypeInputPeerNotifySettings = {
      _: 'inputPeerNotifySettings', ...optional('muteUntil', notify.muteUntil), ...optional('silent', notify.silent), ...optional('showPreviews', notify.previews),
    }
    await link.call({ _: 'account.updateNotifySettings', peer: { _: 'inputNotifyPeer', peer: await link.peer(peer) }, settings }, running)
    link.emit({ type: 'notify', peer, notify: { muteUntil: 0, silent: false, previews: true, ...notify } })
  },

  saveDraft: async ({ link, running }, peer, draft, thread, direct) => {
    const person = direct && thread ? await link.peer(thread) : undefined
    const top = direct ? 0 : thread
    const reply = draft?.reply ?? top
    const replyTo: tl.TypeInputReplyTo | undefined = reply
      ? { _: 'inputReplyToMessage', replyToMsgId: reply, ...(top && { topMsgId: top }), ...(person && { monoforumPeerId: person }) }
      : person && { _: 'inputReplyToMonoForum', monoforumPeerId: person }
    await link.call({
      _: 'messages.saveDraft', peer: await link.peer(peer), message: draft?.text ?? '',
      ...(draft && { entities: await entitiesToTl(draft, id => link.user(id)) }),
      ...(replyTo && { replyTo }),
    }, running)
    link.emit({ type: 'draft', peer, draft, ...(thread && { thread }) })
  },

  setTyping: async ({ link, running }, peer, action) => {
    await link.call({ _: 'messages.setTyping', peer: await link.peer(peer), action: typingToTl(action) }, running)
  },

  clearHistory: async ({ link, running }, peer, forBoth, keepDialog) => {
    const input = await link.peer(peer)
    for (;;) {
      const answer = await link.call({ _: 'messages.deleteHistory', peer: input, maxId: 0, revoke: forBoth, justClear: keepDialog }, running)
      affected(link, answer)
      if (!answer.offset) break
    }
    link.emit({ type: 'cleared', peer, dialog: !keepDialog })
  },

  folders: async ({ link, running }) => renderFolders((await link.call({ _: 'messages.getDialogFilters' }, running)).filters),
}

function typingToTl(action: Parameters<(typeof chats)['setTyping']>[2]): tl.TypeSendMessageAction {
  switch (action) {
    case 'cancel': return { _: 'sendMessageCancelAction' }
    case 'recordVoice': return { _: 'sendMessageRecordAudioAction' }
    case 'uploadPhoto': return { _: 'sendMessageUploadPhotoAction', progress: 0 }
    case 'uploadDocument': return { _: 'sendMessageUploadDocumentAction', progress: 0 }
    case 'uploadVoice': return { _: 'sendMessageUploadAudioAction', progress: 0 }
    case 'uploadVideo': return { _: 'sendMessageUploadVideoAction', progress: 0 }
    case 'chooseSticker': return { _: 'sendMessageChooseStickerAction' }
    default: return { _: 'sendMessageTypingAction' }
  }
}
