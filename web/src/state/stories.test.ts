import { describe, expect, it } from 'vitest'
import type { Story } from './model'
import { reduce } from './reduce'
import { rings } from './select-stories'
import { emptyState } from './state'

const make = (peer: number, id: number, more: Partial<Story> = {}): Story => ({
  id, peer, date: 100 + id, expires: 1_000, media: { kind: 'unsupported' }, text: '', entities: [], mine: peer === 1, audience: 'everyone', edited: false, kept: false, ...more,
})
const given = reduce({ ...emptyState, me: 1 }, {
  type: 'stories', rows: [{ peer: 2, stories: [make(2, 1), make(2, 2)], readUpTo: 2 }, { peer: 3, stories: [make(3, 5)], readUpTo: 0 }, { peer: 1, stories: [make(1, 9)], readUpTo: 0 }],
})

describe('stories', () => {
  it('shows mine first, then what is unread, then the rest', () => {
    expect(rings(given, 500).map(row => row.peer)).toEqual([1, 3, 2])
  })
  it('shows nothing that has expired', () => {
    expect(rings(given, 1_000)).toEqual([])
  })
  it('takes a new one in, keeps what I said to it, and lets it go', () => {
    const liked = reduce(given, { type: 'story', peer: 2, id: 2, story: make(2, 2, { reaction: '❤' }) })
    const edited = reduce(liked, { type: 'story', peer: 2, id: 2, story: make(2, 2, { text: 'new' }) })
    expect(edited.stories.find(row => row.peer === 2)?.stories.at(-1)).toMatchObject({ text: 'new', reaction: '❤' })
    const more = reduce(edited, { type: 'story', peer: 2, id: 3, story: make(2, 3, { date: 200 }) })
    expect(rings(more, 500)[1]?.peer).toBe(2)
    const gone = [1, 2, 3].reduce((state, id) => reduce(state, { type: 'story', peer: 2, id, story: undefined }), more)
    expect(gone.stories.some(row => row.peer === 2)).toBe(false)
  })
  it('remembers how far they were seen', () => {
    const read = reduce(given, { type: 'storiesRead', peer: 3, upTo: 5 })
    expect(reduce(read, { type: 'storiesRead', peer: 3, upTo: 1 }).stories.find(row => row.peer === 3)?.readUpTo).toBe(5)
  })
})
