import { describe, expect, it } from 'vitest'
import type { Entity, EntityKind, FormattedText } from '../../state/model'
import { clearStyles, hasStyle, replaceRange, tidy, toggleStyle, trim, wordAt } from './edit'
import { inviteOf, nameOfLink, safeUrl, targetOf } from './links'
import { parseMarks } from './markdown'
import { cutOut } from './quote'
import { emojiOnly, treeOf, type Node } from './tree'

const run = (kind: EntityKind, offset: number, length: number, more: Partial<Entity> = {}): Entity => ({ kind, offset, length, ...more })
const plain = (text: string, ...entities: Entity[]): FormattedText => ({ text, entities })
/** The tree as text: <bold>…</bold>. */
const show = (nodes: readonly Node[]): string => nodes.map(node => ('entity' in node ? `<${node.entity.kind}>${show(node.children)}</${node.entity.kind}>` : node.text)).join('')

describe('the tree of runs', () => {
  it('leaves plain text alone', () => expect(show(treeOf(plain('just text')))).toBe('just text'))
  it('nests runs that lie inside each other', () =>
    expect(show(treeOf(plain('one two three', run('bold', 0, 13), run('italic', 4, 3))))).toBe('<bold>one <italic>two</italic> three</bold>'))
  it('cuts runs that overlap', () =>
    expect(show(treeOf(plain('abcdef', run('bold', 0, 4), run('italic', 2, 4))))).toBe('<bold>ab<italic>cd</italic></bold><italic>ef</italic>'))
  it('puts blocks outside of what begins with them', () =>
    expect(show(treeOf(plain('quoted', run('bold', 0, 6), run('blockquote', 0, 6))))).toBe('<blockquote><bold>quoted</bold></blockquote>'))
  it('lets a block stand on its own lines', () => expect(show(treeOf(plain('a\nb', run('pre', 0, 1))))).toBe('<pre>a</pre>b'))
  it('counts in UTF-16 units', () => expect(show(treeOf(plain('👩‍🚀 go', run('bold', 6, 2))))).toBe('👩‍🚀 <bold>go</bold>'))
  it('survives runs that lie outside of the text', () =>
    expect(show(treeOf(plain('abc', run('bold', 2, 50), run('italic', 9, 2), run('code', -1, 2), run('strike', 1, 0))))).toBe('ab<bold>c</bold>'))
  it('never loses or doubles a character, however the runs lie', () => {
    const kinds: EntityKind[] = ['bold', 'italic', 'spoiler', 'blockquote', 'link']
    let seed = 7
    const next = (below: number): number => (seed = (seed * 48271) % 2147483647) % below
    const flat = (nodes: readonly Node[]): string => nodes.map(node => ('entity' in node ? flat(node.children) : node.text)).join('')
    for (let round = 0; round < 300; round += 1) {
      const text = 'abcdefghijklmnop'
      const entities = Array.from({ length: next(6) }, () => run(kinds[next(5)]!, next(16), 1 + next(10)))
      expect(flat(treeOf({ text, entities }))).toBe(text)
    }
  })
})

describe('emoji alone', () => {
  it.each([['🚀', 1], ['👍🏽', 1], ['👨‍👩‍👧‍👦', 1], ['🇩🇪', 1], ['❤️', 1], ['😀 😀', 2], ['😀😀😀😀', 0], ['a', 0], ['1', 0], ['#', 0], ['', 0], ['😀!', 0], ['1️⃣', 1]])('%s → %i', (text, count) =>
    expect(emojiOnly(text)).toBe(count))
})

describe('editing formatted text', () => {
  it('puts a style on and takes it off', () => {
    const on = toggleStyle(plain('hello world'), 'bold', 0, 5)
    expect(on.entities).toEqual([run('bold', 0, 5)])
    expect(hasStyle(on, 'bold', 1, 4)).toBe(true)
    expect(toggleStyle(on, 'bold', 1, 3).entities).toEqual([run('bold', 0, 1), run('bold', 3, 2)])
  })
  it('joins runs that touch', () => expect(tidy([run('bold', 3, 2), run('bold', 0, 3), run('bold', 9, 0)])).toEqual([run('bold', 0, 5)]))
  it('keeps links to different places apart', () => {
    const links = [run('link', 0, 2, { url: 'https://a.example' }), run('link', 2, 2, { url: 'https://b.example' })]
    expect(tidy(links)).toEqual(links)
  })
  it('lets code stand alone', () => expect(toggleStyle(plain('abcdef', run('bold', 0, 6)), 'code', 2, 4).entities).toEqual([run('bold', 0, 2), run('code', 2, 2), run('bold', 4, 2)]))
  it('moves runs when text goes in and out', () => {
    expect(replaceRange(plain('ab cd', run('bold', 3, 2)), 0, 2, plain('xyz')).entities).toEqual([run('bold', 4, 2)])
    expect(replaceRange(plain('abcd', run('bold', 0, 4)), 1, 3, plain('')).entities).toEqual([run('bold', 0, 2)])
    expect(replaceRange(plain('abcd', run('bold', 1, 2)), 0, 4, plain('x')).entities).toEqual([])
    expect(replaceRange(plain('abcd', run('bold', 0, 2)), 4, 4, plain('e', run('italic', 0, 1))).entities).toEqual([run('bold', 0, 2), run('italic', 4, 1)])
  })
  it('clears every style of a part', () => expect(clearStyles(plain('abcd', run('bold', 0, 4), run('italic', 1, 2)), 1, 3).entities).toEqual([run('bold', 0, 1), run('bold', 3, 1)]))
  it('cuts out a quote', () => expect(cutOut(plain('abcdef', run('bold', 1, 3), run('code', 5, 1)), 2, 3)).toEqual(plain('cde', run('bold', 0, 2))))
  it('trims', () => expect(trim(plain('  hi  ', run('bold', 0, 4)))).toEqual(plain('hi', run('bold', 0, 2))))
  it('finds the word at the caret', () => expect(wordAt('grüße euch', 3)).toEqual({ start: 0, end: 5 }))
})

describe('marks typed by hand', () => {
  const parse = (text: string, ...entities: Entity[]): FormattedText => parseMarks({ text, entities })
  it.each<[string, FormattedText]>([
    ['**bold** and __italic__', plain('bold and italic', run('bold', 0, 4), run('italic', 9, 6))],
    ['~~gone~~ ||hidden||', plain('gone hidden', run('strike', 0, 4), run('spoiler', 5, 6))],
    ['`x = 1`', plain('x = 1', run('code', 0, 5))],
    ['```py\nprint(1)\n```', plain('print(1)', run('pre', 0, 8, { language: 'py' }))],
    ['```one line```', plain('one line', run('pre', 0, 8))],
    ['[here](https://example.org/a_(b))', plain('here', run('link', 0, 4, { url: 'https://example.org/a_(b)' }))],
    ['**a __b__**', plain('a b', run('bold', 0, 3), run('italic', 2, 1))],
    ['`**not bold**`', plain('**not bold**', run('code', 0, 12))],
    ['2 ** 3 ** 4', plain('2 ** 3 ** 4')],
    ['snake__case__name', plain('snake__case__name')],
    ['[bad](javascript:alert(1))', plain('[bad](javascript:alert(1))')],
    ['👩‍🚀 **go**', plain('👩‍🚀 go', run('bold', 6, 2))],
  ])('%s', (text, wanted) => expect(parse(text)).toEqual(wanted))
  it('moves runs that are there already', () => expect(parse('**a** bc', run('italic', 6, 2))).toEqual(plain('a bc', run('bold', 0, 1), run('italic', 2, 2))))
})

describe('links', () => {
  it.each([['example.org', 'http://example.org/'], ['https://a.b/c', 'https://a.b/c'], ['localhost:8080/x', 'http://localhost:8080/x'], ['mailto:a@b.c', 'mailto:a@b.c'],
    ['javascript:alert(1)', undefined], ['JaVaScRiPt:alert(1)', undefined], ['data:text/html,x', undefined], ['vbscript:x', undefined], [' javascript:alert(1)', undefined], ['', undefined]])('%s', (raw, wanted) =>
    expect(safeUrl(raw)).toBe(wanted))
  it('knows a link whose text hides where it goes', () => {
    expect(targetOf(run('link', 0, 8, { url: 'https://evil.example' }), 'bank.com')).toMatchObject({ kind: 'url', masked: true })
    expect(targetOf(run('url', 0, 8), 'bank.com')).toMatchObject({ kind: 'url', masked: false })
    expect(targetOf(run('link', 0, 4, { url: 'javascript:alert(1)' }), 'here')).toBeUndefined()
  })
})

describe('invite links', () => {
  it.each([
    ['https://t.me/+Zk3mGx7s2u5pRk0u', 'Zk3mGx7s2u5pRk0u'], ['https://t.me/joinchat/Zk3mGx7s2u5pRk0u', 'Zk3mGx7s2u5pRk0u'],
    ['tg://join?invite=Zk3mGx7s2u5pRk0u', 'Zk3mGx7s2u5pRk0u'], ['https://chat.example/#/join/Zk3-Gx_s', 'Zk3-Gx_s'],
    ['https://t.me/angarium', undefined], ['https://example.org/a+b', undefined], ['https://example.org/+1', undefined],
  ])('%s', (href, key) => expect(inviteOf(href)).toBe(key))
  it('are no public names', () => {
    expect([nameOfLink('https://t.me/song_of_the_day'), nameOfLink('https://t.me/+Zk3mGx7s'), nameOfLink('https://example.org/someone')]).toEqual(['song_of_the_day', undefined, undefined])
  })
})
