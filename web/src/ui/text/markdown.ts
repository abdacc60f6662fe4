/**
 * Marks typed by hand (**bold**, __italic__, ~~strike~~, ||spoiler||, `code`, ```pre```, [text](url)) become runs; runs
 * that are there already move along. The marks are those that other clients of this API understand. Pure.
 */
import type { Entity, EntityKind, FormattedText } from '../../state/model'
import { replaceRange, tidy } from './edit'

interface Mark { readonly kind: EntityKind; readonly pattern: RegExp; readonly open: (match: RegExpExecArray) => number; readonly close: number }

const three = (match: RegExpExecArray): number => 3 + (match[1]?.length ?? 0)
const MARKS: readonly Mark[] = [
  { kind: 'pre', pattern: /```(\w{1,16}\n|\n)?([^`](?:[\s\S]*?[^`])?)\n?```/g, open: three, close: 3 },
  { kind: 'code', pattern: /(?<!`)`([^`\n]+)`(?!`)/g, open: () => 1, close: 1 },
  { kind: 'bold', pattern: /\*\*(?=\S)([^\n]*?\S)\*\*/g, open: () => 2, close: 2 },
  { kind: 'italic', pattern: /(?<![\p{L}\p{N}_])__(?=\S)([^\n]*?\S)__(?![\p{L}\p{N}_])/gu, open: () => 2, close: 2 },
  { kind: 'strike', pattern: /~~(?=\S)([^\n]*?\S)~~/g, open: () => 2, close: 2 },
  { kind: 'spoiler', pattern: /\|\|(?=\S)([\s\S]*?\S)\|\|/g, open: () => 2, close: 2 },
]
const LINK = /\[([^\]\n]+)\]\((https?:\/\/[^\s()]+(?:\([^\s()]*\)[^\s()]*)*|mailto:[^\s()]+|tg:\/\/[^\s()]+)\)/g

const literal = (value: FormattedText, start: number, end: number): boolean =>
  value.entities.some(one => (one.kind === 'code' || one.kind === 'pre') && one.offset < end && one.offset + one.length > start)

const cut: FormattedText = { text: '', entities: [] }

function apply(value: FormattedText, mark: Mark): FormattedText {
  let from = 0
  for (;;) {
    const pattern = new RegExp(mark.pattern)
    pattern.lastIndex = from
    const match = pattern.exec(value.text)
    if (!match) return value
    const start = match.index
    const end = start + match[0].length
    if (literal(value, start, end)) {
      from = end
      continue
    }
    const open = mark.open(match)
    const tail = mark.kind === 'pre' && value.text[end - 4] === '\n' ? 4 : mark.close
    const language = mark.kind === 'pre' ? match[1]?.trim() : undefined
    let next = replaceRange(value, end - tail, end, cut)
    next = replaceRange(next, start, start + open, cut)
    const run: Entity = { kind: mark.kind, offset: start, length: end - start - open - tail, ...(language && { language }) }
    value = { text: next.text, entities: tidy([...next.entities, run]) }
    from = start + run.length
  }
}

function links(value: FormattedText): FormattedText {
  let from = 0
  for (;;) {
    LINK.lastIndex = from
    const match = LINK.exec(value.text)
    if (!match) return value
    const start = match.index
    const end = start + match[0].length
    if (literal(value, start, end)) {
      from = end
      continue
    }
    const label = match[1]!
    let next = replaceRange(value, start + 1 + label.length, end, cut)
    next = replaceRange(next, start, start + 1, cut)
    value = { text: next.text, entities: tidy([...next.entities, { kind: 'link', offset: start, length: label.length, url: match[2]! }]) }
    from = start + label.length
  }
}

export function parseMarks(value: FormattedText): FormattedText {
  return links(MARKS.reduce(apply, value))
}
