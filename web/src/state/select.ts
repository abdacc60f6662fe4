import type { Chat, Dialog, Draft, FileState, Folder, Message, MessageId, PeerId, Presence, Ticks, Typing, User } from './model'
import { noHistory, type History, type State } from './state'

/** Questions to the state. Those that build a list remember their last answer, so that `===` tells whether it changed. */

export const userOf = (state: State, peer: PeerId): User | undefined => state.users[peer]
export const chatOf = (state: State, peer: PeerId): Chat | undefined => state.chats[peer]
export const meOf = (state: State): User | undefined => state.users[state.me]
/** @param thread 0 = the whole chat */
export const historyOf = (state: State, peer: PeerId, thread: MessageId = 0): History =>
  (thread ? state.threads[peer]?.[thread] : state.histories[peer]) ?? noHistory
export const fileOf = (state: State, key: string): FileState | undefined => state.files[key]

/** Full name or title; empty for a peer that is not known (the UI says "Deleted account", "Saved Messages", … itself). */
export function nameOf(state: State, peer: PeerId): string {
  const user = state.users[peer]
  if (user) return user.deleted ? '' : `${user.firstName} ${user.lastName}`.trim()
  return state.chats[peer]?.title ?? ''
}

/** Presence at this moment: an "online" that has run out becomes "offline since". @param now epoch seconds */
export function presenceAt(presence: Presence, now: number): Presence {
  return presence.kind === 'online' && presence.until <= now ? { kind: 'offline', seen: presence.until } : presence
}

function remember<A extends readonly unknown[], R>(make: (...args: A) => R): (...args: A) => R {
  let last: { args: A; result: R } | undefined
  return (...args) => {
    if (last && last.args.every((arg, at) => arg === args[at])) return last.result
    last = { args, result: make(...args) }
    return last.result
  }
}

/** A group that became a supergroup lives on there. */
const orderDialogs = (dialogs: State['dialogs'], chats: State['chats'], archived: boolean): readonly Dialog[] =>
  Object.values(dialogs)
    .filter(dialog => dialog.archived === archived && chats[dialog.peer]?.movedTo === undefined)
    .sort((a, b) => (a.pinned || Infinity) - (b.pinned || Infinity) || dateOf(b) - dateOf(a) || b.peer - a.peer)

const dateOf = (dialog: Dialog): number => Math.max(dialog.date, dialog.draft?.date ?? 0)

const mainDialogs = remember((dialogs: State['dialogs'], chats: State['chats']) => orderDialogs(dialogs, chats, false))
const archivedDialogs = remember((dialogs: State['dialogs'], chats: State['chats']) => orderDialogs(dialogs, chats, true))

/** The list of chats, the pinned first, then the newest. */
export const dialogList = (state: State, archived = false): readonly Dialog[] =>
  archived ? archivedDialogs(state.dialogs, state.chats) : mainDialogs(state.dialogs, state.chats)

/** Whether a dialog belongs into a folder, by the folder's rules. @param now epoch seconds */
export function inFolder(state: State, folder: Folder, dialog: Dialog, now: number): boolean {
  if (folder.exclude.includes(dialog.peer)) return false
  if (folder.include.includes(dialog.peer)) return true
  if (folder.skipArchived && dialog.archived) return false
  if (folder.skipRead && !dialog.unread && !dialog.marked) return false
  if (folder.skipMuted && dialog.notify.muteUntil > now) return false
  const user = state.users[dialog.peer]
  if (user) return user.bot ? folder.bots : user.contact ? folder.contacts : folder.nonContacts
  return state.chats[dialog.peer]?.kind === 'channel' ? folder.channels : folder.groups
}

/** Unread messages of chats that are not muted; a chat marked by hand counts as one. @param now epoch seconds */
export const unreadTotal = (state: State, now: number): number =>
  Object.values(state.dialogs).reduce((sum, dialog) =>
    dialog.archived || dialog.notify.muteUntil > now ? sum : sum + (dialog.unread || (dialog.marked ? 1 : 0)), 0)

/** The last message of a chat, one that is being sent included. */
export function topOf(state: State, peer: PeerId): Message | undefined {
  return state.histories[peer]?.pending.at(-1) ?? state.tops[peer]
}

const windowOf = new WeakMap<History, readonly Message[]>()

/** What the chat shows, oldest first: the loaded window and, at its end, what is on its way. */
export function messagesOf(state: State, peer: PeerId, thread: MessageId = 0): readonly Message[] {
  const history = historyOf(state, peer, thread)
  let list = windowOf.get(history)
  if (!list) {
    const loaded = history.ids.flatMap(id => history.messages[id] ?? [])
    windowOf.set(history, list = history.atEnd || !loaded.length ? [...loaded, ...history.pending] : loaded)
  }
  return list
}

export function messageOf(state: State, peer: PeerId, id: MessageId): Message | undefined {
  const top = state.tops[peer]
  const known = state.histories[peer]?.messages[id] ?? (top?.id === id ? top : undefined)
  return known ?? Object.values(state.threads[peer] ?? {}).find(thread => thread.messages[id])?.messages[id]
}

/** The ticks of a message: none for the others' ones, for posts and for those that still wait, in Saved Messages always read. */
export function ticks(state: State, message: Message): Ticks {
  if (!message.out || message.service || message.scheduled) return 'none'
  if (message.delivery !== 'sent') return message.delivery
  if (message.post) return 'none'
  if (message.chat === state.me) return 'read'
  const topic = state.chats[message.chat]?.direct && state.topics[message.chat]?.find(one => one.id === message.thread)
  if (topic) return message.id <= (topic.readOutbox ?? 0) ? 'read' : 'sent'
  const dialog = state.dialogs[message.chat]
  return dialog && message.id <= dialog.readOutbox ? 'read' : 'sent'
}

/** What stands half written in a chat, or in one thread of it. */
export const draftOf = (state: State, peer: PeerId, thread: MessageId = 0): Draft | undefined => thread ? state.drafts[peer]?.[thread] : state.dialogs[peer]?.draft

const keysOf = new WeakMap<readonly Message[], Message | undefined>()

/** The message whose buttons stand below the field now: the newest that brought some, unless a newer one took them away. */
export function keyboardOf(state: State, peer: PeerId, thread: MessageId = 0): Message | undefined {
  const messages = messagesOf(state, peer, thread)
  if (!keysOf.has(messages)) {
    const last = messages.findLast(({ keyboard, out, mentioned }) => keyboard && !out && keyboard.place !== 'inline' && (peer > 0 || !keyboard.selective || mentioned))
    keysOf.set(messages, last?.keyboard?.place === 'hide' ? undefined : last)
  }
  return keysOf.get(messages)
}

const nobody: readonly Typing[] = []
/** Who is writing in a chat just now. */
export const typingOf = (state: State, peer: PeerId): readonly Typing[] => state.typing[peer] ?? nobody

/** The first message of the window that I have not read; for the "unread" line. */
export function firstUnread(state: State, peer: PeerId): Message | undefined {
  const dialog = state.dialogs[peer]
  return dialog?.unread ? messagesOf(state, peer).find(message => !message.out && message.id > dialog.readInbox) : undefined
}

/** Stands at the right, as mine. What I post in a channel stands at the left: the channel says it. */
export const isMine = (message: Message): boolean => message.out && !message.post
