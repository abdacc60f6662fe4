import type { Event } from './events'
import { GENERAL, type Message, type PeerId, type Topic } from './model'
import type { State } from './state'
import { patch, put } from './table'

type Of<T extends Event['type']> = Extract<Event, { type: T }>

const dateOf = (topic: Topic): number => topic.top?.date ?? topic.date

/** The pinned first, then those that were written in last. */
const ordered = (topics: readonly Topic[]): readonly Topic[] => [...topics].sort((a, b) => Number(b.pinned) - Number(a.pinned) || dateOf(b) - dateOf(a))

/** What I have read here just now the server may not know yet. */
function caughtUp(known: Topic | undefined, told: Topic): Topic {
  if (!known || known.readInbox <= told.readInbox) return told
  return { ...told, readInbox: known.readInbox, unread: known.readInbox >= (told.top?.id ?? 0) ? 0 : told.unread }
}

export const topics = (state: State, { peer, topics }: Of<'topics'>): State => {
  const known = new Map(state.topics[peer]?.map(topic => [topic.id, topic]))
  const drafts = Object.fromEntries(topics.flatMap(({ id, draft }) => draft ? [[id, draft]] : []))
  return { ...state, topics: put(state.topics, peer, ordered(topics.map(topic => caughtUp(known.get(topic.id), topic)))), drafts: put(state.drafts, peer, { ...state.drafts[peer], ...drafts }) }
}

const onTopic = (state: State, peer: PeerId, id: number, change: (topic: Topic) => Topic): State =>
  ({ ...state, topics: patch(state.topics, peer, list => ordered(list.map(topic => topic.id === id ? change(topic) : topic))) })

export const threadRead = (state: State, { peer, thread, upTo }: Of<'threadRead'>): State => onTopic(state, peer, thread, topic =>
  upTo < topic.readInbox ? topic : { ...topic, readInbox: upTo, unread: upTo >= (topic.top?.id ?? 0) ? 0 : topic.unread })

export const threadReadOutbox = (state: State, { peer, thread, upTo }: Of<'threadReadOutbox'>): State =>
  onTopic(state, peer, thread, topic => upTo <= (topic.readOutbox ?? 0) ? topic : { ...topic, readOutbox: upTo })

/** In a forum everything belongs to a topic: what names none, and what names none that is known, to the general one. */
export function placed(state: State, message: Message): Message {
  if (!state.chats[message.chat]?.forum) return message
  if (message.service?.type === 'topicCreated') return { ...message, thread: message.id }
  const known = !state.topics[message.chat] || state.topics[message.chat]!.some(topic => topic.id === message.thread)
  return message.thread && known ? message : { ...message, thread: GENERAL }
}

/** The list of topics learns of a message: its row moves up, what is new and not mine counts as unread. */
export function noteTopic(state: State, message: Message): State {
  const list = state.topics[message.chat]
  if (!list || !message.thread) return state
  if (message.service?.type === 'topicCreated' && !list.some(topic => topic.id === message.id)) {
    const topic: Topic = {
      id: message.id, title: message.service.title ?? '', color: message.service.color ?? 0, closed: false, pinned: false, hidden: false, mine: message.out, unread: 0,
      readInbox: 0, top: message, date: message.date,
    }
    return { ...state, topics: put(state.topics, message.chat, ordered([...list, topic])) }
  }
  return onTopic(state, message.chat, message.thread, topic => {
    if (message.id <= (topic.top?.id ?? 0)) return topic
    return { ...topic, top: message, unread: topic.unread + (message.out || message.id <= topic.readInbox ? 0 : 1) }
  })
}
