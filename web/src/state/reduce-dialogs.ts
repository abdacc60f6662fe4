import type { Event } from './events'
import type { Dialog, Draft, Message, MessageId, PeerId } from './model'
import type { State } from './state'
import { drop, patch, put } from './table'

type Of<T extends Event['type']> = Extract<Event, { type: T }>

const onDialog = (state: State, peer: PeerId, change: (dialog: Dialog) => Dialog): State => {
  const dialogs = patch(state.dialogs, peer, change)
  return dialogs === state.dialogs ? state : { ...state, dialogs }
}

/** A chat that has just come into being here: the server's own word on it follows. */
const newDialog = (peer: PeerId): Dialog => ({
  peer, date: 0, unread: 0, unreadMentions: 0, unreadReactions: 0, marked: false, readInbox: 0, readOutbox: 0, pinned: 0, archived: false,
  notify: { muteUntil: 0, silent: false, previews: true },
})

export function dialogs(state: State, event: Of<'dialogs'>): State {
  const tops = { ...state.tops }
  for (const top of event.tops) tops[top.chat] = { ...top, key: tops[top.chat]?.id === top.id ? tops[top.chat]!.key : top.key }
  const table = { ...state.dialogs }
  for (const dialog of event.dialogs) {
    table[dialog.peer] = dialog
    if (dialog.lastMessage === undefined) delete tops[dialog.peer]
  }
  return { ...state, dialogs: table, tops, dialogsLoading: false, dialogsComplete: state.dialogsComplete || event.complete }
}

export const dialogRemoved = (state: State, { peer }: Of<'dialogRemoved'>): State =>
  ({ ...state, dialogs: drop(state.dialogs, [peer]), tops: drop(state.tops, [peer]), histories: drop(state.histories, [peer]), threads: drop(state.threads, [peer]) })

/** I am not in this chat any more: its row goes, and what was loaded of it; a public channel may still be on the screen. */
export function left(state: State, { peer }: Of<'left'>): State {
  const next = { ...state, dialogs: drop(state.dialogs, [peer]), tops: drop(state.tops, [peer]), chats: patch(state.chats, peer, chat => ({ ...chat, left: true })) }
  return state.open === peer ? next : { ...next, histories: drop(state.histories, [peer]), threads: drop(state.threads, [peer]) }
}

/** A chat pinned here stands first; the others move down. */
export function dialogPinned(state: State, { peer, pinned }: Of<'dialogPinned'>): State {
  const order = pinnedOrder(state).filter(other => other !== peer)
  return dialogsPinned(state, { type: 'dialogsPinned', order: pinned ? [peer, ...order] : order })
}

const pinnedOrder = (state: State): PeerId[] =>
  Object.values(state.dialogs).filter(dialog => dialog.pinned).sort((a, b) => a.pinned - b.pinned).map(dialog => dialog.peer)

export function dialogsPinned(state: State, { order }: Of<'dialogsPinned'>): State {
  const touched = new Set([...order, ...pinnedOrder(state)])
  let table = state.dialogs
  for (const peer of touched) table = patch(table, peer, dialog => ({ ...dialog, pinned: order.indexOf(peer) + 1 }))
  return { ...state, dialogs: table }
}

export const dialogArchived = (state: State, { peer, archived }: Of<'dialogArchived'>): State =>
  onDialog(state, peer, dialog => ({ ...dialog, archived, pinned: 0 }))
export const dialogMarked = (state: State, { peer, marked }: Of<'dialogMarked'>): State => onDialog(state, peer, dialog => ({ ...dialog, marked }))

export function notify(state: State, { peer, notify }: Of<'notify'>): State {
  const next = onDialog(state, peer, dialog => ({ ...dialog, notify }))
  return { ...next, profiles: patch(next.profiles, peer, profile => ({ ...profile, notify })) }
}

export function draft(state: State, { peer, thread, draft }: Of<'draft'>): State {
  if (thread) return threadDraft(state, peer, thread, draft)
  if (draft && !state.dialogs[peer]) state = { ...state, dialogs: put(state.dialogs, peer, newDialog(peer)) }
  return onDialog(state, peer, ({ draft: _, ...dialog }) => draft ? { ...dialog, draft } : dialog)
}

function threadDraft(state: State, peer: PeerId, thread: MessageId, draft: Draft | undefined): State {
  const rest = drop(state.drafts[peer] ?? {}, [thread])
  return { ...state, drafts: put(state.drafts, peer, draft ? put(rest, thread, draft) : rest) }
}

export function readInbox(state: State, { peer, upTo, unread }: Of<'readInbox'>): State {
  return onDialog(state, peer, dialog => {
    if (upTo < dialog.readInbox) return dialog
    const left = unread ?? (upTo >= (dialog.lastMessage ?? 0) ? 0 : Math.max(0, dialog.unread - readHere(state, dialog, upTo)))
    return { ...dialog, readInbox: upTo, unread: left, marked: false }
  })
}

/** How many messages of the window become read by reading up to `upTo`. */
function readHere(state: State, dialog: Dialog, upTo: MessageId): number {
  const history = state.histories[dialog.peer]
  return history ? history.ids.filter(id => id > dialog.readInbox && id <= upTo && !history.messages[id]?.out).length : 0
}

export const readOutbox = (state: State, { peer, upTo }: Of<'readOutbox'>): State =>
  onDialog(state, peer, dialog => upTo > dialog.readOutbox ? { ...dialog, readOutbox: upTo } : dialog)

/** The list of chats learns of a message: its row moves up, what is new and not mine counts as unread. */
export function noteTop(state: State, message: Message): State {
  const known = state.tops[message.chat]
  if (known && message.id < known.id) return state
  if (state.chats[message.chat]?.left && !state.dialogs[message.chat]) return state
  const dialog = state.dialogs[message.chat] ?? newDialog(message.chat)
  const fresh = known?.id !== message.id && !message.out && message.id > dialog.readInbox
  return {
    ...state,
    tops: put(state.tops, message.chat, message),
    dialogs: put(state.dialogs, message.chat, {
      ...dialog,
      lastMessage: message.id,
      date: message.date,
      unread: dialog.unread + (fresh ? 1 : 0),
      unreadMentions: dialog.unreadMentions + (fresh && message.mentionUnread ? 1 : 0),
    }),
  }
}

/** After messages of a chat are gone: the newest one left stands in the list, if it is known. */
export function forgetTop(state: State, chat: PeerId, gone: ReadonlySet<MessageId>): State {
  const dialog = state.dialogs[chat]
  if (!dialog) return state
  const history = state.histories[chat]
  const wasUnread = [...gone].filter(id => id > dialog.readInbox && (history?.messages[id] ?? state.tops[chat])?.out === false).length
  const unread = Math.max(0, dialog.unread - wasUnread)
  if (!gone.has(dialog.lastMessage ?? 0)) return unread === dialog.unread ? state : { ...state, dialogs: put(state.dialogs, chat, { ...dialog, unread }) }
  const left = history?.atEnd ? history.ids.findLast(id => !gone.has(id)) : undefined
  const top = left === undefined ? undefined : history?.messages[left]
  const { lastMessage: _, ...rest } = dialog
  return {
    ...state,
    tops: top ? put(state.tops, chat, top) : drop(state.tops, [chat]),
    dialogs: put(state.dialogs, chat, top ? { ...rest, lastMessage: top.id, date: top.date, unread } : { ...rest, unread }),
  }
}
