import { describe, expect, it } from 'vitest'
import { makeChat, makeMessage } from './make'
import { GENERAL, type Message, type Topic } from './model'
import { reduce } from './reduce'
import { messagesOf } from './select'
import { emptyState, type State } from './state'

const FORUM = -1_000_000_000_003
const topic = (some: Partial<Topic> & { readonly id: number }): Topic => ({
  title: `Topic ${some.id}`, color: 0, closed: false, pinned: false, hidden: false, mine: false, unread: 0, readInbox: 0, date: 1_000, ...some,
})
const forum = [{ type: 'peers', peers: { users: [], chats: [makeChat({ id: FORUM, forum: true })] } }, { type: 'topics', peer: FORUM, topics: [topic({ id: GENERAL }), topic({ id: 7 })] }] as const
const opened: State = forum.reduce(reduce, emptyState)
const arrives = (state: State, message: Partial<Message> & { readonly id: number }): State =>
  reduce(state, { type: 'message', message: makeMessage({ chat: FORUM, ...message }) })
const unread = (state: State): Record<number, number> => Object.fromEntries(state.topics[FORUM]!.map(one => [one.id, one.unread]))

describe('topics', () => {
  it('count what comes in, and stand in the order of it', () => {
    const state = arrives(arrives(opened, { id: 10, thread: 7 }), { id: 11 })
    expect(unread(state)).toEqual({ [GENERAL]: 1, 7: 1 })
    expect(state.topics[FORUM]!.map(one => one.id)).toEqual([GENERAL, 7])
  })

  it('take an answer in the general topic for what it is', () => {
    const loaded = reduce(opened, { type: 'history', peer: FORUM, thread: GENERAL, messages: [], side: 'replace', atStart: true, atEnd: true })
    expect(messagesOf(arrives(loaded, { id: 12, thread: 11 }), FORUM, GENERAL).map(one => one.id)).toEqual([12])
  })

  it('begin with the message that opens them', () => {
    const state = arrives(opened, { id: 20, service: { type: 'topicCreated', title: 'Shelves', color: 0x8eee98 } })
    expect(state.topics[FORUM]![0]).toMatchObject({ id: 20, title: 'Shelves', color: 0x8eee98 })
  })

  it('stay read when an answer that was on its way says otherwise', () => {
    const read = reduce(arrives(opened, { id: 10, thread: 7 }), { type: 'threadRead', peer: FORUM, thread: 7, upTo: 10 })
    expect(unread(read)[7]).toBe(0)
    const told = reduce(read, { type: 'topics', peer: FORUM, topics: [topic({ id: 7, unread: 1, top: makeMessage({ id: 10, chat: FORUM, thread: 7 }) })] })
    expect(unread(told)[7]).toBe(0)
  })
})
