import { describe, expect, it } from 'vitest'
import type { Event } from './events'
import { makeDialog, makeMessage, makeUser } from './make'
import { reduce } from './reduce'
import { dialogList, firstUnread, messagesOf, ticks, topOf, unreadTotal } from './select'
import { emptyState, type State } from './state'

const play = (state: State, ...events: Event[]): State => events.reduce(reduce, state)
const signedIn = play(emptyState, { type: 'signedIn', me: makeUser({ id: 1, self: true }) })
const page = (ids: number[], side: 'older' | 'newer' | 'replace' = 'replace', more: object = {}): Event =>
  ({ type: 'history', peer: 2, messages: ids.map(id => makeMessage({ id })), side, ...more })
const ids = (state: State, chat = 2): number[] => messagesOf(state, chat).map(message => message.id)
const own = (key: string, id = 0): ReturnType<typeof makeMessage> => makeMessage({ id, key, out: true, sender: 1, delivery: id ? 'sent' : 'sending' })

describe('a window into a chat', () => {
  it('grows at both ends, in order, and without doubles', () => {
    const state = play(signedIn, page([5, 6, 7]), page([3, 4, 5], 'older'), page([7, 8], 'newer', { atEnd: true }))
    expect(ids(state)).toEqual([3, 4, 5, 6, 7, 8])
    expect(state.histories[2]?.atEnd).toBe(true)
  })

  it('appends what arrives only when it reaches to the end', () => {
    const arrives: Event = { type: 'message', message: makeMessage({ id: 9 }) }
    expect(ids(play(signedIn, page([5, 6], 'replace', { atEnd: true }), arrives))).toEqual([5, 6, 9])
    expect(ids(play(signedIn, page([5, 6]), arrives))).toEqual([5, 6])
  })

  it('lets its far end go when it becomes too long', () => {
    const many = Array.from({ length: 600 }, (_, at) => 1000 + at)
    const state = play(signedIn, page(many, 'replace', { atEnd: true }), page([998, 999], 'older'))
    expect(state.histories[2]?.ids).toHaveLength(600)
    expect(ids(state).at(0)).toBe(998)
    expect(state.histories[2]?.atEnd).toBe(false)
  })

  it('keeps the objects that did not change', () => {
    const before = play(signedIn, page([5, 6], 'replace', { atEnd: true }))
    const after = play(before, { type: 'typing', chat: 3, typing: { user: 3, action: 'typing', until: 9 } })
    expect(after.histories).toBe(before.histories)
    expect(messagesOf(after, 2)).toBe(messagesOf(before, 2))
  })
})

describe('sending', () => {
  const waiting = play(signedIn, page([5], 'replace', { atEnd: true }), { type: 'queued', message: own('77') }, { type: 'uploading', key: '77', progress: 0.4 })

  it('shows at the end what is on its way, and keeps its key when it arrives', () => {
    expect(messagesOf(waiting, 2).map(message => message.key)).toEqual(['2:5', '77'])
    const sent = play(waiting, { type: 'sent', key: '77', message: own('2:6', 6) })
    expect(messagesOf(sent, 2).map(message => [message.key, message.id, message.delivery])).toEqual([['2:5', 5, 'sent'], ['77', 6, 'sent']])
    expect(sent.uploads).toEqual({})
    expect(topOf(sent, 2)?.id).toBe(6)
  })

  it('stays one message when the log tells of it again', () => {
    const twice = play(waiting, { type: 'sent', key: '77', message: own('2:6', 6) }, { type: 'message', message: own('2:6', 6) })
    expect(messagesOf(twice, 2).map(message => message.key)).toEqual(['2:5', '77'])
  })

  it('fails, is tried again, or is dropped', () => {
    const failed = play(waiting, { type: 'sendFailed', chat: 2, key: '77', reason: 'PEER_FLOOD' })
    expect(messagesOf(failed, 2).at(-1)).toMatchObject({ delivery: 'failed', failure: 'PEER_FLOOD' })
    expect(messagesOf(play(failed, { type: 'sendRetried', chat: 2, key: '77' }), 2).at(-1)).toMatchObject({ delivery: 'sending' })
    expect(ids(play(failed, { type: 'discarded', chat: 2, key: '77' }))).toEqual([5])
  })

  it('ticks once when sent and twice when read', () => {
    const sent = play(waiting, { type: 'sent', key: '77', message: own('2:6', 6) })
    const message = messagesOf(sent, 2).at(-1)!
    expect(ticks(sent, message)).toBe('sent')
    expect(ticks(play(sent, { type: 'readOutbox', peer: 2, upTo: 6 }), message)).toBe('read')
    expect(ticks(sent, makeMessage({ id: 4 }))).toBe('none')
  })
})

describe('the list of chats', () => {
  const two = play(signedIn, {
    type: 'dialogs', complete: true, dialogs: [makeDialog({ peer: 2, lastMessage: 5, date: 1005 }), makeDialog({ peer: 3, lastMessage: 8, date: 1008 })],
    tops: [makeMessage({ id: 5 }), makeMessage({ id: 8, chat: 3 })],
  })

  it('puts the newest first and the pinned before all', () => {
    expect(dialogList(two).map(dialog => dialog.peer)).toEqual([3, 2])
    const written = play(two, { type: 'message', message: makeMessage({ id: 9 }) })
    expect(dialogList(written).map(dialog => dialog.peer)).toEqual([2, 3])
    expect(dialogList(play(written, { type: 'dialogPinned', peer: 3, pinned: true })).map(dialog => dialog.peer)).toEqual([3, 2])
  })

  it('moves the archived out of sight', () => {
    const state = play(two, { type: 'dialogArchived', peer: 3, archived: true })
    expect(dialogList(state).map(dialog => dialog.peer)).toEqual([2])
    expect(dialogList(state, true).map(dialog => dialog.peer)).toEqual([3])
  })

  it('counts what is new once, and not what I wrote', () => {
    const news: Event = { type: 'message', message: makeMessage({ id: 9 }) }
    const state = play(two, news, news, { type: 'message', message: makeMessage({ id: 10, out: true, sender: 1 }) })
    expect(state.dialogs[2]?.unread).toBe(1)
    expect(unreadTotal(state, 0)).toBe(1)
    expect(unreadTotal(play(state, { type: 'notify', peer: 2, notify: { muteUntil: 99, silent: false, previews: true } }), 50)).toBe(0)
  })

  it('is read up to a message', () => {
    const state = play(two, page([5, 6, 7, 8], 'replace', { atEnd: true }), ...[6, 7, 8].map((id): Event => ({ type: 'message', message: makeMessage({ id }) })))
    expect(state.dialogs[2]?.unread).toBe(3)
    expect(firstUnread(state, 2)?.id).toBe(5)
    expect(play(state, { type: 'readInbox', peer: 2, upTo: 7, unread: 1 }).dialogs[2]?.unread).toBe(1)
    expect(play(state, { type: 'readInbox', peer: 2, upTo: 8, unread: undefined }).dialogs[2]?.unread).toBe(0)
  })

  it('takes the message before when the last one is deleted', () => {
    const state = play(two, page([4, 5], 'replace', { atEnd: true }), { type: 'deleted', chat: 0, ids: [5] })
    expect(ids(state)).toEqual([4])
    expect(topOf(state, 2)?.id).toBe(4)
    expect(state.dialogs[2]?.lastMessage).toBe(4)
  })

  it('shows a draft until it is sent', () => {
    const draft: Event = { type: 'draft', peer: 2, draft: { text: 'not yet', entities: [], date: 2000 } }
    const state = play(two, draft)
    expect(dialogList(state)[0]?.peer).toBe(2)
    expect(play(state, { type: 'draft', peer: 2, draft: undefined }).dialogs[2]).not.toHaveProperty('draft')
  })
})

describe('what happens to messages', () => {
  const open = play(signedIn, page([5, 6], 'replace', { atEnd: true }), { type: 'message', message: makeMessage({ id: 7 }) })

  it('edits them in the window and in the list', () => {
    const state = play(open, { type: 'edited', message: makeMessage({ id: 7, text: 'better', edited: 2000 }) })
    expect(messagesOf(state, 2).at(-1)?.text).toBe('better')
    expect(topOf(state, 2)?.text).toBe('better')
  })

  it('takes reactions and pins', () => {
    const reactions = [{ emoji: '🔥', count: 1, mine: true, recent: [1] }]
    const state = play(open, { type: 'reactions', chat: 2, id: 6, reactions }, { type: 'pinned', chat: 2, ids: [6], pinned: true })
    expect(messagesOf(state, 2)[1]).toMatchObject({ reactions, pinned: true })
  })

  it('deletes by the box where ids are the user’s own, and by the chat where they are its own', () => {
    const channel = -1_000_000_000_005
    const both = play(open, { type: 'history', peer: channel, messages: [makeMessage({ id: 6, chat: channel })], side: 'replace', atEnd: true })
    expect(ids(play(both, { type: 'deleted', chat: 0, ids: [6] }), channel)).toEqual([6])
    expect(ids(play(both, { type: 'deleted', chat: channel, ids: [6] }), channel)).toEqual([])
    expect(ids(play(both, { type: 'deleted', chat: 0, ids: [6] }))).toEqual([5, 7])
  })

  it('ends typing when the message comes, or by time', () => {
    const typing: Event = { type: 'typing', chat: 2, typing: { user: 2, action: 'typing', until: 6000 } }
    expect(play(open, typing).typing[2]).toHaveLength(1)
    expect(play(open, typing, { type: 'message', message: makeMessage({ id: 8 }) }).typing[2]).toEqual([])
    expect(play(open, typing, { type: 'tick', now: 6001 }).typing[2]).toEqual([])
  })

  it('forgets everything but the settings when signed out', () => {
    const state = play(open, { type: 'settings', settings: { theme: 'dark' } }, { type: 'signedOut' })
    expect(state).toEqual({ ...emptyState, settings: { ...emptyState.settings, theme: 'dark' }, session: { step: 'phone' } })
  })
})
