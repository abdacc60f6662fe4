import type { Entity, EntityKind, FormattedText } from './model'

const marks: readonly (readonly [string, EntityKind])[] = [['**', 'bold'], ['__', 'italic'], ['~~', 'strike'], ['||', 'spoiler']]
const link = /^\[([^\]\n]+)\]\((https?:\/\/[^\s)]+|tg:\/\/[^\s)]+)\)/
const fence = /^```(?:([\w+#-]*)\n)?([\s\S]+?)\n?```/
const code = /^`([^`\n]+)`/

/** Turns marks as people type them into entities: **bold**, __italic__, ~~strike~~, ||spoiler||, `code`, ```pre```, [link](url). */
export function parseMarkdown(source: string): FormattedText {
  const entities: Entity[] = []
  const open = new Map<string, { readonly offset: number; readonly kind: EntityKind }>()
  let text = ''
  let at = 0
  const literal = (found: RegExpExecArray, body: string, entity: Omit<Entity, 'offset' | 'length'>): void => {
    entities.push({ ...entity, offset: text.length, length: body.length })
    text += body
    at += found[0].length
  }
  while (at < source.length) {
    const rest = source.slice(at)
    const pre = fence.exec(rest)
    const mono = pre ? null : code.exec(rest)
    const anchor = link.exec(rest)
    const mark = marks.find(([sign]) => rest.startsWith(sign))
    if (pre) literal(pre, pre[2]!, { kind: 'pre', language: pre[1] ?? '' })
    else if (mono) literal(mono, mono[1]!, { kind: 'code' })
    else if (anchor) literal(anchor, anchor[1]!, { kind: 'link', url: anchor[2]! })
    else if (mark && turn(mark, rest, text.length, open, entities)) at += mark[0].length
    else text += source[at++]!
  }
  return trim({ text, entities: entities.filter(entity => entity.length > 0).sort((a, b) => a.offset - b.offset || b.length - a.length) })
}

/** Opens or closes a mark; false when it is only a sign like any other. */
function turn([sign, kind]: readonly [string, EntityKind], rest: string, offset: number, open: Map<string, { offset: number; kind: EntityKind }>, entities: Entity[]): boolean {
  const begun = open.get(sign)
  if (begun) {
    entities.push({ kind, offset: begun.offset, length: offset - begun.offset })
    return open.delete(sign)
  }
  const closing = rest.indexOf(sign, sign.length)
  if (closing <= sign.length || /\s/.test(rest[sign.length]!)) return false
  open.set(sign, { offset, kind })
  return true
}

/** Without blank space around it; the entities move along. */
export function trim({ text, entities }: FormattedText): FormattedText {
  const before = text.length - text.trimStart().length
  const length = text.trim().length
  return {
    text: text.trim(),
    entities: entities.flatMap(entity => {
      const from = Math.max(0, entity.offset - before)
      const to = Math.min(length, entity.offset - before + entity.length)
      return to > from ? [{ ...entity, offset: from, length: to - from }] : []
    }),
  }
}
