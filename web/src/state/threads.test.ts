import { describe, expect, it } from 'vitest'
import { makeMessage } from './make'
import { reduce } from './reduce'
import { historyOf, messagesOf } from './select'
import { emptyState, type State } from './state'

const CHANNEL = -1_000_000_000_001
const GROUP = -1_000_000_000_002

/** A post that is discussed, and the window into its comments. */
function discussed(): State {
  const post = makeMessage({ id: 5, chat: CHANNEL, post: true, replies: { count: 0, discussion: GROUP, recent: [] } })
  const head = makeMessage({ id: 9, chat: GROUP, sender: CHANNEL, forward: { name: '', date: 0, origin: { chat: CHANNEL, message: 5 } } })
  const loaded = reduce(emptyState, { type: 'history', peer: CHANNEL, messages: [post], side: 'replace', atStart: true, atEnd: true })
  return reduce(loaded, { type: 'history', peer: GROUP, thread: 9, messages: [head], side: 'replace', atStart: true, atEnd: true })
}

describe('threads', () => {
  it('take in what is written into them, once, and count it at the post', () => {
    const comment = makeMessage({ id: 10, chat: GROUP, thread: 9 })
    const once = reduce(discussed(), { type: 'message', message: comment })
    const twice = reduce(once, { type: 'message', message: comment })
    expect(messagesOf(twice, GROUP, 9).map(message => message.id)).toEqual([9, 10])
    expect(messagesOf(twice, GROUP, 9)[0]?.replies?.count).toBe(1)
    expect(messagesOf(twice, CHANNEL)[0]?.replies).toEqual({ count: 1, discussion: GROUP, recent: [] })
  })

  it('leave other threads alone, and the whole chat when it is not loaded', () => {
    const state = reduce(discussed(), { type: 'message', message: makeMessage({ id: 11, chat: GROUP, thread: 7 }) })
    expect(messagesOf(state, GROUP, 9).map(message => message.id)).toEqual([9])
    expect(historyOf(state, GROUP).ids).toEqual([])
  })

  it('show what is on its way, and drop what was deleted', () => {
    const waiting = makeMessage({ id: 0, key: 'k', chat: GROUP, thread: 9, out: true, delivery: 'sending' })
    const queued = reduce(discussed(), { type: 'queued', message: waiting })
    expect(messagesOf(queued, GROUP, 9).map(message => message.key)).toContain('k')
    const sent = reduce(queued, { type: 'sent', key: 'k', message: makeMessage({ id: 12, chat: GROUP, thread: 9, out: true }) })
    expect(messagesOf(sent, GROUP, 9).map(message => message.id)).toEqual([9, 12])
    const gone = reduce(sent, { type: 'deleted', chat: GROUP, ids: [12] })
    expect(messagesOf(gone, GROUP, 9).map(message => message.id)).toEqual([9])
  })
})
