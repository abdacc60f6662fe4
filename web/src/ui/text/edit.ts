/** Changes to formatted text, as the composer makes them. Offsets are UTF-16 units. Pure. */
import type { Entity, EntityKind, FormattedText } from '../../state/model'

export type Style = Extract<EntityKind, 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler' | 'code' | 'pre' | 'blockquote' | 'link'>

const endOf = (entity: Entity): number => entity.offset + entity.length

/** Cuts [start, end) out of every run of that kind. */
function without(entities: readonly Entity[], kind: EntityKind, start: number, end: number): Entity[] {
  return entities.flatMap(entity => {
    if (entity.kind !== kind || endOf(entity) <= start || entity.offset >= end) return entity
    const parts: Entity[] = []
    if (entity.offset < start) parts.push({ ...entity, length: start - entity.offset })
    if (endOf(entity) > end) parts.push({ ...entity, offset: end, length: endOf(entity) - end })
    return parts
  })
}

/** Joins runs of one kind that touch, drops empty ones, and sorts. */
export function tidy(entities: readonly Entity[]): Entity[] {
  const done: Entity[] = []
  const same = (a: Entity, b: Entity): boolean => a.kind === b.kind && a.kind !== 'customEmoji' && a.url === b.url && a.user === b.user && a.language === b.language
  for (const entity of [...entities].filter(one => one.length > 0).sort((a, b) => a.offset - b.offset || b.length - a.length)) {
    const at = done.findIndex(other => same(other, entity) && endOf(other) >= entity.offset)
    const other = done[at]
    if (other) done[at] = { ...other, length: Math.max(endOf(other), endOf(entity)) - other.offset }
    else done.push(entity)
  }
  return done
}

/** Whether all of [start, end) has the style. */
export function hasStyle({ entities }: FormattedText, kind: EntityKind, start: number, end: number): boolean {
  if (start === end) return entities.some(one => one.kind === kind && one.offset < start && endOf(one) >= start)
  return tidy(entities).some(one => one.kind === kind && one.offset <= start && endOf(one) >= end)
}

/** Puts the style on [start, end), or takes it off when all of it has it. Code and pre stand alone: they push others out. */
export function toggleStyle(value: FormattedText, kind: Style, start: number, end: number, more: Partial<Entity> = {}): FormattedText {
  if (start >= end) return value
  let entities = without(value.entities, kind, start, end)
  if (!hasStyle(value, kind, start, end) || more.url) {
    if (kind === 'code' || kind === 'pre') {
      for (const other of ['bold', 'italic', 'underline', 'strike', 'spoiler', 'code', 'pre', 'link'] as const) entities = without(entities, other, start, end)
    } else {
      for (const other of ['code', 'pre'] as const) entities = without(entities, other, start, end)
    }
    entities.push({ kind, offset: start, length: end - start, ...more })
  }
  return { text: value.text, entities: tidy(entities) }
}

export function clearStyles(value: FormattedText, start: number, end: number): FormattedText {
  const kinds = new Set(value.entities.map(entity => entity.kind))
  let entities: Entity[] = [...value.entities]
  for (const kind of kinds) entities = without(entities, kind, start, end)
  return { text: value.text, entities: tidy(entities) }
}

/** Puts `piece` in the place of [start, end): runs around it grow, shrink or move. */
export function replaceRange(value: FormattedText, start: number, end: number, piece: FormattedText): FormattedText {
  const grown = piece.text.length - (end - start)
  const kept = value.entities.flatMap(entity => {
    const from = entity.offset
    const to = endOf(entity)
    if (to <= start) return entity
    if (from >= end) return { ...entity, offset: from + grown }
    const left = Math.min(from, start)
    const newFrom = from < start ? from : start + piece.text.length
    const newTo = to > end ? to + grown : start
    if (from < start && to > end) return { ...entity, offset: left, length: entity.length + grown }
    return newTo > newFrom ? { ...entity, offset: newFrom, length: newTo - newFrom } : []
  })
  const added = piece.entities.map(entity => ({ ...entity, offset: entity.offset + start }))
  return { text: value.text.slice(0, start) + piece.text + value.text.slice(end), entities: tidy([...kept, ...added]) }
}

/** The word around a caret, so that Ctrl+B without a selection still does something sensible. */
export function wordAt(text: string, at: number): { start: number; end: number } {
  let start = at
  let end = at
  while (start > 0 && /[\p{L}\p{N}_]/u.test(text[start - 1]!)) start -= 1
  while (end < text.length && /[\p{L}\p{N}_]/u.test(text[end]!)) end += 1
  return { start, end }
}

/** Cuts white space off both ends; the runs follow. */
export function trim(value: FormattedText): FormattedText {
  const start = value.text.length - value.text.trimStart().length
  const end = Math.max(start, value.text.trimEnd().length)
  const entities = value.entities.flatMap(entity => {
    const from = Math.max(entity.offset, start)
    const to = Math.min(endOf(entity), end)
    return to > from ? { ...entity, offset: from - start, length: to - from } : []
  })
  return { text: value.text.slice(start, end), entities }
}
