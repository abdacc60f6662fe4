import type { Event } from './events'
import type { MediaPoll, Message, MessageId, PeerId, PollResults } from './model'
import { forgetTop, noteTop } from './reduce-dialogs'
import { noteTopic, placed } from './reduce-topics'
import { messageOf } from './select'
import { noHistory, type History, type State, type Table } from './state'
import { drop, patch, put, without } from './table'

type Of<T extends Event['type']> = Extract<Event, { type: T }>

/** More than this in one window and its far end is let go; scrolling back loads it again. */
const WINDOW = 600
const FIRST_CHANNEL = -1_000_000_000_000

const onHistory = (state: State, chat: PeerId, change: (history: History) => History): State => {
  const history = state.histories[chat] ?? noHistory
  const next = change(history)
  return next === history ? state : { ...state, histories: put(state.histories, chat, next) }
}

const onThread = (state: State, chat: PeerId, thread: MessageId, change: (history: History) => History): State => {
  const windows = state.threads[chat] ?? {}
  const history = windows[thread] ?? noHistory
  const next = change(history)
  return next === history ? state : { ...state, threads: put(state.threads, chat, put(windows, thread, next)) }
}

/** The window that an event speaks of: the whole chat, or one thread of it. */
const onWindow = (state: State, { peer, thread }: { readonly peer: PeerId; readonly thread?: MessageId }, change: (history: History) => History): State =>
  thread ? onThread(state, peer, thread, change) : onHistory(state, peer, change)

/** Every window into a chat that is loaded. */
function onWindows(state: State, chat: PeerId, change: (history: History) => History): State {
  const histories = patch(state.histories, chat, change)
  const threads = patch(state.threads, chat, windows => Object.keys(windows).map(Number).reduce((table, thread) => patch(table, thread, change), windows))
  return histories === state.histories && threads === state.threads ? state : { ...state, histories, threads }
}

/** A message keeps the key under which it was first shown. */
const keepKey = (old: Message | undefined, message: Message): Message => old && old.key !== message.key ? { ...message, key: old.key } : message

function merge(table: Table<Message>, messages: readonly Message[]): Table<Message> {
  const merged: { [id: number]: Message } = { ...table }
  for (const message of messages) merged[message.id] = keepKey(merged[message.id], message)
  return merged
}

const sorted = (ids: Iterable<MessageId>): MessageId[] => [...new Set(ids)].sort((a, b) => a - b)

export const historyLoading = (state: State, { peer, thread, side }: Of<'historyLoading'>): State => onWindow(state, { peer, ...(thread && { thread }) }, history => ({ ...history, loading: side }))

export function history(state: State, event: Of<'history'>): State {
  const next = onWindow(state, event, old => {
    const base = event.side === 'replace' ? { ...old, ids: [], messages: {}, atStart: false, atEnd: false } : old
    const messages = merge(event.side === 'replace' ? pick(old.messages, event.messages) : base.messages, event.messages)
    const ids = sorted([...base.ids, ...event.messages.map(message => message.id)])
    const grown = { ...base, ids, messages, loading: 'none' as const, atStart: event.atStart ?? base.atStart, atEnd: event.atEnd ?? base.atEnd }
    return trim(grown, event.side)
  })
  if (event.thread) return next
  const newest = event.atEnd ? event.messages.reduce<Message | undefined>((a, b) => a && a.id > b.id ? a : b, undefined) : undefined
  const top = newest && state.tops[event.peer]
  return top?.id === newest?.id && newest && top ? { ...next, tops: put(next.tops, event.peer, keepKey(top, newest)) } : next
}

/** Of an old window only the messages that are in the new one, for their keys. */
const pick = (table: Table<Message>, messages: readonly Message[]): Table<Message> =>
  Object.fromEntries(messages.flatMap(({ id }) => table[id] ? [[id, table[id]]] : []))

function trim(history: History, grew: 'older' | 'newer' | 'replace'): History {
  if (history.ids.length <= WINDOW || grew === 'replace') return history
  const ids = grew === 'older' ? history.ids.slice(0, WINDOW) : history.ids.slice(-WINDOW)
  const kept = new Set(ids)
  const messages = drop(history.messages, history.ids.filter(id => !kept.has(id)))
  return { ...history, ids, messages, ...(grew === 'older' ? { atEnd: false } : { atStart: false }) }
}

export const pinnedLoaded = (state: State, { peer, messages }: Of<'pinnedLoaded'>): State => onHistory(state, peer, history => ({ ...history, pinned: messages }))
export const scheduledLoaded = (state: State, { peer, messages }: Of<'scheduledLoaded'>): State =>
  onHistory(state, peer, history => ({ ...history, scheduled: [...messages].sort((a, b) => a.date - b.date) }))

export function historyCleared(state: State, { peer }: Of<'historyCleared'>): State {
  const next = onHistory(state, peer, history => ({ ...noHistory, pending: history.pending, atStart: true, atEnd: true }))
  return { ...next, threads: drop(next.threads, [peer]), tops: drop(next.tops, [peer]), dialogs: patch(next.dialogs, peer, ({ lastMessage: _, ...dialog }) => ({ ...dialog, unread: 0 })) }
}

/** Forgets what was loaded; what is on its way stays. */
export const historiesStale = (state: State): State => ({
  ...state, histories: mapped(state.histories, stale), threads: mapped(state.threads, windows => mapped(windows, stale)),
})
const stale = ({ pending }: History): History => ({ ...noHistory, pending })
const mapped = <T>(table: Table<T>, change: (row: T) => T): Table<T> => Object.fromEntries(Object.entries(table).map(([id, row]) => [id, change(row)]))

/** A message arrives: from others, from my other devices, or back from the server under the key it was sent with. */
export function message(state: State, { message: told, key = told.key }: Of<'message'>): State {
  const arrived = placed(state, key === told.key ? told : { ...told, key })
  const next = { ...settle(state, arrived.chat, key), uploads: without(state.uploads, key), typing: stopTyping(state, arrived) }
  if (arrived.scheduled) return addScheduled(next, arrived)
  const noted = noteTop(noteTopic(next, arrived), keepKey(next.tops[arrived.chat]?.id === arrived.id ? next.tops[arrived.chat] : undefined, arrived))
  const shown = noted.histories[arrived.chat] ? onHistory(noted, arrived.chat, history => insert(history, arrived)) : noted
  if (!arrived.thread) return shown
  const threaded = shown.threads[arrived.chat]?.[arrived.thread] ? onThread(shown, arrived.chat, arrived.thread, history => insert(history, arrived)) : shown
  return messageOf(state, arrived.chat, arrived.id) ? threaded : answeredOne(threaded, arrived.chat, arrived.thread)
}

/** One answer more: counted at the message that began the thread, and at the post that stands there to be discussed. */
function answeredOne(state: State, chat: PeerId, thread: MessageId): State {
  const more = (message: Message): Message => ({ ...message, replies: { recent: [], ...message.replies, count: (message.replies?.count ?? 0) + 1 } })
  const origin = messageOf(state, chat, thread)?.forward?.origin
  const counted = change(state, chat, [thread], more)
  return origin ? change(counted, origin.chat, [origin.message], message => message.replies ? more(message) : message) : counted
}

function insert(history: History, message: Message): History {
  const newest = history.ids.at(-1) ?? 0
  if (!history.atEnd && message.id > newest) return history
  return { ...history, ids: sorted([...history.ids, message.id]), messages: merge(history.messages, [message]) }
}

const addScheduled = (state: State, message: Message): State =>
  onHistory(state, message.chat, history => ({
    ...history,
    scheduled: [...history.scheduled.filter(other => other.id !== message.id), message].sort((a, b) => a.date - b.date),
  }))

/** What was on its way under this key has arrived. */
const settle = (state: State, chat: PeerId, key: string): State =>
  onWindows(state, chat, history =>
    history.pending.some(message => message.key === key) ? { ...history, pending: history.pending.filter(message => message.key !== key) } : history)

function stopTyping(state: State, message: Message): State['typing'] {
  const typing = state.typing[message.chat]?.filter(one => one.user !== message.sender)
  return typing && typing.length !== state.typing[message.chat]!.length ? put(state.typing, message.chat, typing) : state.typing
}

export function edited(state: State, { message }: Of<'edited'>): State {
  if (message.scheduled) return addScheduled(state, message)
  return change(state, message.chat, [message.id], old => ({ ...message, key: old.key }))
}

/** Changes messages wherever they are kept: window, list of chats, pinned. */
function change(state: State, chat: PeerId, ids: readonly MessageId[], make: (message: Message) => Message): State {
  const wanted = new Set(ids)
  const onList = (list: readonly Message[]): readonly Message[] => list.some(one => wanted.has(one.id)) ? list.map(one => wanted.has(one.id) ? make(one) : one) : list
  const top = state.tops[chat]
  const tops = top && wanted.has(top.id) ? put(state.tops, chat, make(top)) : state.tops
  return onWindows(tops === state.tops ? state : { ...state, tops }, chat, history => {
    const found = ids.flatMap(id => history.messages[id] ?? [])
    const pinned = onList(history.pinned)
    if (!found.length && pinned === history.pinned) return history
    return { ...history, pinned, messages: merge(history.messages, found.map(make)) }
  })
}

export function deleted(state: State, { chat, ids }: Of<'deleted'>): State {
  const gone = new Set(ids)
  const chats = chat ? [chat] : chatsHolding(state, gone)
  return chats.reduce((next, one) => {
    return onWindows(forgetTop(next, one, gone), one, history => remove(history, gone))
  }, state)
}

/** Ids of the user's own box say nothing of the chat: look where they are. */
function chatsHolding(state: State, ids: ReadonlySet<MessageId>): PeerId[] {
  const mine = (chat: PeerId): boolean => chat > FIRST_CHANNEL
  const holding = new Set<PeerId>()
  for (const top of Object.values(state.tops)) if (mine(top.chat) && ids.has(top.id)) holding.add(top.chat)
  for (const [chat, history] of Object.entries(state.histories)) {
    if (mine(Number(chat)) && (history.ids.some(id => ids.has(id)) || history.pinned.some(one => ids.has(one.id)))) holding.add(Number(chat))
  }
  return [...holding]
}

const remove = (history: History, gone: ReadonlySet<MessageId>): History => ({
  ...history,
  ids: history.ids.filter(id => !gone.has(id)),
  messages: drop(history.messages, [...gone]),
  pinned: history.pinned.filter(one => !gone.has(one.id)),
})

export const reactions = (state: State, event: Of<'reactions'>): State =>
  change(state, event.chat, [event.id], message => ({ ...message, reactions: event.reactions }))

export function pinned(state: State, event: Of<'pinned'>): State {
  const next = change(state, event.chat, event.ids, message => ({ ...message, pinned: event.pinned }))
  if (event.pinned || !next.histories[event.chat]) return next
  const gone = new Set(event.ids)
  return onHistory(next, event.chat, history => ({ ...history, pinned: history.pinned.filter(one => !gone.has(one.id)) }))
}

/** Voice messages were played, mentions seen. */
export function listened(state: State, { chat, ids }: Of<'listened'>): State {
  const chats = chat ? [chat] : chatsHolding(state, new Set(ids))
  return chats.reduce((next, one) => {
    const seen = ids.filter(id => (next.histories[one]?.messages[id] ?? next.tops[one])?.mentionUnread).length
    const dialogs = seen ? patch(next.dialogs, one, dialog => ({ ...dialog, unreadMentions: Math.max(0, dialog.unreadMentions - seen) })) : next.dialogs
    return change({ ...next, dialogs }, one, ids, message => ({
      ...message, mentionUnread: false, ...(message.media?.kind === 'voice' && { media: { ...message.media, listened: true } }),
    }))
  }, state)
}

/** Votes came in. They are told without the chat, and to everybody the same: what I chose myself stays then. */
export function poll(state: State, { id, results, closed }: Of<'poll'>): State {
  const concerns = (message: Message | undefined): message is Message => message?.media?.kind === 'poll' && message.media.id === id
  const windows = [...Object.values(state.histories), ...Object.values(state.threads).flatMap(threads => Object.values(threads))]
  const found = [...Object.values(state.tops), ...windows.flatMap(window => Object.values(window.messages))].filter(concerns)
  return [...new Set(found.map(message => message.chat))].reduce((next, chat) => {
    const ids = found.flatMap(message => message.chat === chat ? [message.id] : [])
    return change(next, chat, [...new Set(ids)], message => concerns(message) ? { ...message, media: counted(message.media as MediaPoll, results, closed) } : message)
  }, state)
}

function counted(media: MediaPoll, { min, voters, solution, answers }: PollResults, closed = media.closed): MediaPoll {
  return {
    ...media, voters, closed, ...(solution && { solution }),
    answers: media.answers.map(answer => {
      const now = answers.find(one => one.option === answer.option)
      if (!now) return answer
      return { ...answer, ...now, ...(min && { chosen: answer.chosen, correct: answer.correct || now.correct }) }
    }),
  }
}

export const views = (state: State, { chat, views }: Of<'views'>): State => {
  const counts = new Map(views.map(one => [one.id, one]))
  return change(state, chat, [...counts.keys()], message => {
    const { views: seen = 0, replies } = counts.get(message.id) ?? {}
    return { ...message, views: Math.max(message.views ?? 0, seen), ...(message.replies && replies !== undefined && { replies: { ...message.replies, count: replies } }) }
  })
}

// ---------------------------------------------------------------- on their way

export function queued(state: State, { message }: Of<'queued'>): State {
  const add = (history: History): History => ({ ...history, pending: [...history.pending, message] })
  const next = onHistory(state, message.chat, add)
  return message.thread ? onThread(next, message.chat, message.thread, add) : next
}

export const sent = (state: State, { key, message: arrived }: Of<'sent'>): State => message(state, { type: 'message', message: arrived, key })

export const discarded = (state: State, { chat, key }: Of<'discarded'>): State => ({ ...settle(state, chat, key), uploads: without(state.uploads, key) })

export const sendFailed = (state: State, { chat, key, reason }: Of<'sendFailed'>): State =>
  onPending({ ...state, uploads: without(state.uploads, key) }, chat, key, message => ({ ...message, delivery: 'failed', failure: reason }))

export const sendRetried = (state: State, { chat, key }: Of<'sendRetried'>): State =>
  onPending(state, chat, key, ({ failure: _, ...message }) => ({ ...message, delivery: 'sending' }))

const onPending = (state: State, chat: PeerId, key: string, make: (message: Message) => Message): State =>
  onWindows(state, chat, history => ({ ...history, pending: history.pending.map(one => one.key === key ? make(one) : one) }))

export const uploading = (state: State, { key, progress }: Of<'uploading'>): State =>
  ({ ...state, uploads: progress === undefined ? without(state.uploads, key) : { ...state.uploads, [key]: progress } })
