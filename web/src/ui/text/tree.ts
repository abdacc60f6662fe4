/** Turns text and its runs into a tree that can be drawn: runs that overlap are cut so that they nest. Pure. */
import type { Entity, FormattedText } from '../../state/model'

export type Node = { readonly text: string } | { readonly entity: Entity; readonly text: string; readonly children: readonly Node[] }

const isBlock = (entity: Entity): boolean => entity.kind === 'pre' || entity.kind === 'blockquote'

/** Order: where it begins; of those that begin together the longer first, and blocks outside of everything else. */
function sorted(entities: readonly Entity[], length: number): Entity[] {
  return entities
    .filter(entity => entity.length > 0 && entity.offset >= 0 && entity.offset < length && entity.kind !== 'other')
    .map(entity => ({ ...entity, length: Math.min(entity.length, length - entity.offset) }))
    .sort((a, b) => a.offset - b.offset || Number(isBlock(b)) - Number(isBlock(a)) || b.length - a.length)
}

function build(text: string, start: number, end: number, queue: Entity[]): Node[] {
  const nodes: Node[] = []
  let at = start
  const plain = (to: number): void => void (to > at && nodes.push({ text: text.slice(at, to) }))
  while (queue.length) {
    const entity = queue[0]!
    if (entity.offset >= end) break
    queue.shift()
    plain(entity.offset)
    const stop = Math.min(entity.offset + entity.length, end)
    const inner = queue.filter(other => other.offset < stop)
    queue.splice(0, inner.length)
    const later: Entity[] = []
    const nested = inner.map(other => {
      const over = other.offset + other.length - stop
      if (over > 0) later.push({ ...other, offset: stop, length: over })
      return over > 0 ? { ...other, length: stop - other.offset } : other
    })
    nodes.push({ entity, text: text.slice(entity.offset, stop), children: build(text, entity.offset, stop, nested) })
    queue.push(...later)
    queue.sort((a, b) => a.offset - b.offset || b.length - a.length)
    at = stop
    // A block stands on lines of its own: the line break after it is drawn by the block.
    if (isBlock(entity) && text[at] === '\n' && !queue.some(other => other.offset <= at)) at += 1
  }
  plain(end)
  return nodes
}

export function treeOf({ text, entities }: FormattedText): readonly Node[] {
  return build(text, 0, text.length, sorted(entities, text.length))
}

const EMOJI = /^(?:\p{RI}\p{RI}|\p{Emoji}(?:\p{EMod}|\uFE0F\u20E3?|[\u{E0020}-\u{E007E}]+\u{E007F})?(?:\u200D\p{Emoji}(?:\p{EMod}|\uFE0F)?)*)$/u
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** How many emoji a text consists of when it is nothing else; 0 otherwise and for more than three. */
export function emojiOnly(text: string): number {
  const clean = text.replace(/\s+/g, '')
  if (!clean || clean.length > 60) return 0
  const parts = [...graphemes.segment(clean)].map(part => part.segment)
  return parts.length <= 3 && parts.every(part => EMOJI.test(part) && !/^[\d#*]$/.test(part)) ? parts.length : 0
}
