import { describe, expect, it } from 'vitest'
import type { Event } from './events'
import { makeChat, makeDialog, makeMessage, makeUser } from './make'
import { leads, may, mayChange, mayInvite, mayPin, maySend, type MediaPoll } from './model'
import { reduce } from './reduce'
import { dialogList, isMine, messageOf, ticks } from './select'
import { emptyState, type State } from './state'

const CHANNEL = -1_000_000_000_007
const play = (state: State, ...events: Event[]): State => events.reduce(reduce, state)
const chat = makeChat({ id: CHANNEL })
const inside = play(emptyState, { type: 'signedIn', me: makeUser({ id: 1, self: true }) }, { type: 'peers', peers: { users: [], chats: [chat] } },
  { type: 'dialogs', dialogs: [makeDialog({ peer: CHANNEL })], tops: [], complete: true })
const arrives = (id: number, more: object = {}): Event => ({ type: 'message', message: makeMessage({ id, chat: CHANNEL, sender: 9, ...more }) })
const window = (...messages: ReturnType<typeof makeMessage>[]): Event => ({ type: 'history', peer: CHANNEL, messages, side: 'replace', atEnd: true })

describe('rights', () => {
  const table = [
    ['member', chat, { send: true, change: true, invite: true, pin: true, ban: false }],
    ['member where much is forbidden', makeChat({ id: CHANNEL, bans: ['sendMessages', 'changeInfo', 'inviteUsers', 'pinMessages'] }), { send: false, change: false, invite: false, pin: false, ban: false }],
    ['admin of that', makeChat({ id: CHANNEL, bans: ['sendMessages', 'changeInfo'], admin: true, rights: ['banUsers', 'pinMessages'] }), { send: true, change: false, invite: false, pin: true, ban: true }],
    ['owner', makeChat({ id: CHANNEL, creator: true, admin: true }), { send: true, change: true, invite: true, pin: true, ban: true }],
    ['subscriber', makeChat({ id: CHANNEL, kind: 'channel' }), { send: false, change: false, invite: false, pin: false, ban: false }],
    ['editor of a channel', makeChat({ id: CHANNEL, kind: 'channel', admin: true, rights: ['postMessages', 'editMessages'] }), { send: true, change: false, invite: false, pin: true, ban: false }],
    ['passer-by', makeChat({ id: CHANNEL, left: true }), { send: false, change: false, invite: false, pin: false, ban: false }],
    ['one shut out', makeChat({ id: CHANNEL, forbidden: true, left: true }), { send: false, change: false, invite: false, pin: false, ban: false }],
  ] as const
  it.each(table)('%s', (_, one, can) => {
    expect({ send: maySend(one), change: mayChange(one), invite: mayInvite(one), pin: mayPin(one), ban: leads(one, 'banUsers') }).toEqual(can)
  })
  it('tell kinds of messages apart', () => {
    const quiet = makeChat({ id: CHANNEL, bans: ['sendVoices'] })
    expect([may(quiet, 'sendVoices'), may(quiet, 'sendPhotos')]).toEqual([false, true])
  })
})

describe('groups and channels', () => {
  it('lose their row when I leave, and get none for what I only look at', () => {
    const away = play(inside, arrives(5), { type: 'left', peer: CHANNEL })
    expect(dialogList(away)).toEqual([])
    expect(away.chats[CHANNEL]?.left).toBe(true)
    expect(dialogList(play(away, arrives(6)))).toEqual([])
  })

  it('still show new posts of a public channel that is on the screen', () => {
    const looking = play(inside, { type: 'opened', peer: CHANNEL }, { type: 'left', peer: CHANNEL }, window(makeMessage({ id: 5, chat: CHANNEL })), arrives(6))
    expect(looking.histories[CHANNEL]?.ids).toEqual([5, 6])
  })

  it('hide a group that became a supergroup', () => {
    const moved = play(inside, { type: 'dialogs', dialogs: [makeDialog({ peer: -7 })], tops: [], complete: true },
      { type: 'peers', peers: { users: [], chats: [makeChat({ id: -7, kind: 'group', movedTo: CHANNEL })] } })
    expect(dialogList(moved).map(dialog => dialog.peer)).toEqual([CHANNEL])
  })

  it('do not take a deletion in my own box for one in a channel', () => {
    const state = play(inside, window(makeMessage({ id: 5, chat: CHANNEL })), { type: 'deleted', chat: 0, ids: [5] })
    expect(state.histories[CHANNEL]?.ids).toEqual([5])
    expect(play(state, { type: 'deleted', chat: CHANNEL, ids: [5] }).histories[CHANNEL]?.ids).toEqual([])
  })

  it('count mentions until they are seen, not until the chat is read', () => {
    const named = play(inside, window(), arrives(5, { mentioned: true, mentionUnread: true }), arrives(6))
    expect(named.dialogs[CHANNEL]).toMatchObject({ unread: 2, unreadMentions: 1 })
    const read = play(named, { type: 'readInbox', peer: CHANNEL, upTo: 6, unread: undefined })
    expect(read.dialogs[CHANNEL]).toMatchObject({ unread: 0, unreadMentions: 1 })
    const seen = play(read, { type: 'listened', chat: CHANNEL, ids: [5] }, { type: 'listened', chat: CHANNEL, ids: [5] })
    expect(seen.dialogs[CHANNEL]?.unreadMentions).toBe(0)
    expect(messageOf(seen, CHANNEL, 5)).toMatchObject({ mentioned: true, mentionUnread: false })
  })

  it('show posts as the channel’s, with views that only grow', () => {
    const post = makeMessage({ id: 5, chat: CHANNEL, sender: CHANNEL, out: true, post: true, views: 3 })
    const views = (count: number): Event => ({ type: 'views', chat: CHANNEL, views: [{ id: 5, views: count }] })
    const state = play(inside, window(post), views(8), views(4))
    expect(messageOf(state, CHANNEL, 5)?.views).toBe(8)
    expect([isMine(post), ticks(state, post)]).toEqual([false, 'none'])
  })
})

describe('polls', () => {
  const media: MediaPoll = {
    kind: 'poll', id: '77', question: 'When?', closed: false, anonymous: true, multiple: false, quiz: false, voters: 1,
    answers: [{ option: 'a', text: 'Now', voters: 1, chosen: true, correct: false }, { option: 'b', text: 'Later', voters: 0, chosen: false, correct: false }],
  }
  const results = (min: boolean): Event => ({
    type: 'poll', id: '77', closed: true,
    results: { min, voters: 3, answers: [{ option: 'a', voters: 1, chosen: false, correct: false }, { option: 'b', voters: 2, chosen: false, correct: false }] },
  })
  const after = (event: Event): MediaPoll => messageOf(play(inside, window(makeMessage({ id: 5, chat: CHANNEL, media })), event), CHANNEL, 5)!.media as MediaPoll

  it('keep my vote when the counts come as everybody hears them', () => {
    expect(after(results(true))).toMatchObject({ voters: 3, closed: true, answers: [{ voters: 1, chosen: true }, { text: 'Later', voters: 2, chosen: false }] })
  })
  it('lose it when the counts are told to me', () => {
    expect(after(results(false)).answers.map(answer => answer.chosen)).toEqual([false, false])
  })
})
