import { describe, expect, it } from 'vitest'
import type { Message } from '../state/model'
import { itemsOf } from './chat/items'
import { collect } from './composer/collect'
import { findEmoji } from './composer/emoji'
import { styleOfKey } from './composer/keys'
import { split } from './composer/split'
import { Undo } from './composer/undo'
import { toggleBan } from './groups/lists'
import { hold, REST, zoomAt } from './media/zoom'
import { bars, fit, mosaic } from './message/fit'
import { initialsOf, shadeOf, SHADES } from './parts/avatar'
import { place } from './parts/place'
import { linkify } from './profile/linkify'
import { readCards } from './people/vcard'
import { excerpt } from './search/excerpt'
import { neighbour } from './shell/shortcuts'
import { countryOf, formatPhone, groupDigits } from './signin/countries'

const NOON = Math.floor(new Date(2026, 10, 22, 12).getTime() / 1000)
const message = (key: string, more: Partial<Message> = {}): Message => ({
  key, id: 1, chat: 2, sender: 2, out: false, date: NOON, text: key, entities: [], reactions: [], delivery: 'sent', pinned: false, silent: false, scheduled: false, mentioned: false, mentionUnread: false, canEdit: false, post: false, ...more,
})

describe('lines of a chat', () => {
  const marks = (list: readonly Message[], unread?: string): string => itemsOf(list, unread).map(item =>
    `${item.day ? '|' : ''}${item.unread ? '!' : ''}${item.first ? '(' : ''}${item.messages.map(one => one.key).join('+')}${item.last ? ')' : ''}`).join(' ')

  it('groups what one person says in a row', () => expect(marks([message('a'), message('b'), message('c', { sender: 3 })])).toBe('|(a b) (c)'))
  it('starts anew after a pause, a day, a service line and the unread line', () => {
    expect(marks([message('a'), message('b', { date: NOON + 700 })])).toBe('|(a) (b)')
    expect(marks([message('a'), message('b', { date: NOON + 86400 })])).toBe('|(a) |(b)')
    expect(marks([message('a'), message('s', { service: { type: 'pinned' } }), message('b')])).toBe('|(a) (s) (b)')
    expect(marks([message('a'), message('b')], 'b')).toBe('|(a) !(b)')
  })
  it('joins an album, but not two albums', () =>
    expect(marks([message('a', { album: '1' }), message('b', { album: '1' }), message('c', { album: '2' }), message('d')])).toBe('|(a+b c d)'))
})

describe('sizes', () => {
  it('fits a picture', () => {
    expect(fit({ width: 4000, height: 3000 }, { width: 400, height: 440 })).toEqual({ width: 400, height: 300 })
    expect(fit({ width: 1000, height: 4000 }, { width: 400, height: 440 })).toEqual({ width: 110, height: 440 })
    expect(fit({ width: 10, height: 10 }, { width: 400, height: 440 })).toEqual({ width: 96, height: 96 })
    expect(fit({ width: 0, height: 0 }, { width: 400, height: 440 })).toEqual({ width: 400, height: 400 })
  })
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('lays out an album of %i without gaps or overlaps', count => {
    const { tiles, height } = mosaic(Array.from({ length: count }, (_, i) => ({ width: 800 + i * 97, height: 900 - i * 31 })), 400)
    expect(tiles).toHaveLength(count)
    for (const tile of tiles) expect(tile.x + tile.width).toBeLessThanOrEqual(400)
    for (const y of new Set(tiles.map(tile => tile.y))) {
      const row = tiles.filter(tile => tile.y === y)
      expect(row.reduce((sum, tile) => sum + tile.width, 0) + 2 * (row.length - 1)).toBe(400)
    }
    expect(Math.max(...tiles.map(tile => tile.y + tile.height))).toBe(height)
  })
  it('squeezes loudness', () => {
    expect(bars([], 3)).toEqual([0, 0, 0])
    expect(bars([31, 0, 0, 31], 2)).toEqual([1, 1])
    expect(bars([31], 3)).toEqual([1, 1, 1])
  })
  it('puts a menu inside the window', () => {
    const window = { width: 1000, height: 800 }
    const size = { width: 200, height: 300 }
    expect(place({ left: 10, right: 50, top: 10, bottom: 50 }, size, window)).toEqual({ left: 10, top: 54 })
    expect(place({ left: 950, right: 990, top: 700, bottom: 740 }, size, window)).toEqual({ left: 792, top: 396 })
    expect(place({ left: 5, right: 5, top: 400, bottom: 400 }, { width: 200, height: 780 }, window)).toEqual({ left: 8, top: 12 })
  })
  it('zooms around the pointer and holds the picture', () => {
    const near = zoomAt(REST, 2, 100, 50)
    expect(near).toEqual({ scale: 2, x: -100, y: -50 })
    expect(zoomAt(near, 0.1, 0, 0)).toEqual(REST)
    expect(hold({ scale: 2, x: 900, y: 0 }, { width: 400, height: 300 }, { width: 600, height: 500 })).toEqual({ scale: 2, x: 100, y: 0 })
  })
})

describe('people', () => {
  it.each([['Ada Lovelace', 'AL'], ['Grandma', 'G'], ['émile de la Tour', 'ÉT'], ['Yuki 田中', 'Y田'], ['🦊 Fox', '🦊F'], ['', ''], ['(Work) Bob', 'WB']])('%s → %s', (name, wanted) => expect(initialsOf(name)).toBe(wanted))
  it('gives every peer a colour', () => {
    for (const peer of [1, 777000, -5, -1000000000123]) expect(shadeOf(peer)).toBeGreaterThanOrEqual(0)
    for (const peer of [1, 777000, -5, -1000000000123]) expect(shadeOf(peer)).toBeLessThan(SHADES)
  })
  it('reads contacts from a vCard file', () => {
    const text = ['BEGIN:VCARD', 'VERSION:3.0', 'N:Lovelace;Ada;;;', 'FN:Ada Lovelace', 'TEL;TYPE=CELL:+44 7700 900-123', 'TEL:+44 1', 'END:VCARD',
      'BEGIN:VCARD', 'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;', 'item1.TEL:0049 151', ' 1234567', 'END:VCARD',
      'BEGIN:VCARD', 'FN:No Country', 'TEL:0151 1234567', 'END:VCARD', 'BEGIN:VCARD', 'FN:Only Whole Name', 'TEL:tel:+4915112345678', 'END:VCARD'].join('\r\n')
    expect(readCards(text)).toEqual([
      { firstName: 'Ada', lastName: 'Lovelace', phone: '+447700900123' }, { firstName: 'Jörg', lastName: 'Müller', phone: '+491511234567' },
      { firstName: 'Only', lastName: 'Whole Name', phone: '+4915112345678' },
    ])
  })
  it('knows countries by their codes', () => {
    expect(countryOf('4915112345678')?.iso).toBe('DE')
    expect(countryOf('12425551234')?.iso).toBe('BS')
    expect(countryOf('1', { iso: 'CA', code: '1' })?.iso).toBe('CA')
    expect(countryOf('')).toBeUndefined()
  })
  it('writes numbers so that they can be read', () => {
    expect(groupDigits('15112345678')).toBe('15112 345 678')
    expect(formatPhone('4915112345678')).toBe('+49 15112 345 678')
  })
})

describe('writing', () => {
  it('cuts a long text at a line or a word, and its runs with it', () => {
    const parts = split({ text: `${'a'.repeat(8)} ${'b'.repeat(8)}`, entities: [{ kind: 'bold', offset: 6, length: 6 }] }, 10)
    expect(parts).toEqual([{ text: 'a'.repeat(8), entities: [{ kind: 'bold', offset: 6, length: 2 }] }, { text: 'b'.repeat(8), entities: [{ kind: 'bold', offset: 0, length: 3 }] }])
    expect(split({ text: '😀'.repeat(6), entities: [] }, 5).map(part => part.text)).toEqual(['😀😀', '😀😀', '😀😀'])
  })
  it('knows the keys of the styles', () => {
    const press = (code: string, shiftKey = false): string | undefined => styleOfKey({ ctrlKey: true, metaKey: false, altKey: false, shiftKey, code })
    expect([press('KeyB'), press('KeyI'), press('KeyX', true), press('KeyP', true), press('KeyX'), press('KeyK')]).toEqual(['bold', 'italic', 'strike', 'spoiler', undefined, undefined])
  })
  it('goes back and forth, quick typing as one step', () => {
    const undo = new Undo()
    const text = (value: string): { text: string; entities: [] } => ({ text: value, entities: [] })
    undo.keep(text(''), 0, 0)
    undo.keep(text('h'), 1, 100)
    undo.keep(text('hi'), 2, 5000)
    expect(undo.back(text('hi there'), 8)?.value.text).toBe('hi')
    expect(undo.back(text('hi'), 2)?.value.text).toBe('')
    expect(undo.back(text(''), 0)).toBeUndefined()
    expect(undo.forth(text(''), 0)?.value.text).toBe('hi')
  })
  it('sorts files into pictures, films and others', () => {
    const files = [new File([], 'a.jpg', { type: 'image/jpeg' }), new File([], 'b.mp4', { type: 'video/mp4' }), new File([], 'c.svg', { type: 'image/svg+xml' })]
    expect(collect(files).map(one => one.as)).toEqual(['photo', 'video', 'document'])
    expect(collect(files, true).map(one => one.as)).toEqual(['document', 'document', 'document'])
  })
  it('finds emoji by whole words first', () => {
    const all = [{ unicode: '🐱', label: 'cat face', tags: ['cat'] }, { unicode: '📇', label: 'card index', tags: ['catalogue'] }, { unicode: '🎓', label: 'educated', tags: [] }]
    expect(findEmoji(all, 'cat').map(one => one.unicode)).toEqual(['🐱', '📇', '🎓'])
  })
})

describe('finding', () => {
  it('shows the piece around the hit', () => {
    expect(excerpt('The tea is ready', 'tea')).toEqual([{ text: 'The ', hit: false }, { text: 'tea', hit: true }, { text: ' is ready', hit: false }])
    expect(excerpt(`${'long words '.repeat(12)}tea`, 'tea')[0]!.text).toMatch(/^…/)
    expect(excerpt('neither', 'the')).toEqual([{ text: 'neither', hit: false }])
    expect(excerpt('a+b (c)', 'a+b (c')).toEqual([{ text: 'a+b', hit: true }, { text: ' ', hit: false }, { text: '(c', hit: true }, { text: ')', hit: false }].filter(part => part.text))
  })
  it('walks the chats', () => {
    expect(neighbour([5, 6, 7], 6, 1)).toBe(7)
    expect(neighbour([5, 6, 7], 5, -1)).toBeUndefined()
    expect(neighbour([5, 6, 7], 0, -1)).toBe(7)
  })
  it('finds links in plain text', () =>
    expect(linkify('see https://example.org/x. by @ada_l #tag').entities.map(one => one.kind)).toEqual(['url', 'mention', 'hashtag']))
})

describe('what members may do', () => {
  it('forbids and allows again', () => {
    expect(toggleBan([], 'sendPhotos', true)).toEqual(['sendPhotos'])
    expect(toggleBan(['sendPhotos', 'pinMessages'], 'sendPhotos', false)).toEqual(['pinMessages'])
  })
  it('takes what comes from the sticker picker together, and drops bans that stand for several', () => {
    expect(toggleBan(['sendMedia'], 'sendStickers', true)).toEqual(['sendStickers', 'sendGifs', 'sendGames', 'sendInline'])
    expect(toggleBan(['sendStickers', 'sendGifs', 'sendGames', 'sendInline', 'embedLinks'], 'sendStickers', false)).toEqual(['embedLinks'])
  })
})
