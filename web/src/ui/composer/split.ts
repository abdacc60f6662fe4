/** A text longer than one message may be goes as several. Pure. */
import type { FormattedText } from '../../state/model'
import { trim } from '../text/edit'

/** https://core.telegram.org/method/messages.sendMessage: 4096 UTF-8 characters; we count UTF-16 units, which is never more. */
export const LONGEST = 4096

function slice(value: FormattedText, from: number, to: number): FormattedText {
  const entities = value.entities.flatMap(entity => {
    const start = Math.max(entity.offset, from)
    const end = Math.min(entity.offset + entity.length, to)
    return end > start ? { ...entity, offset: start - from, length: end - start } : []
  })
  return { text: value.text.slice(from, to), entities }
}

/** Cuts at the last line break, else the last space, never inside a surrogate pair. */
function cutBefore(text: string, from: number, limit: number): number {
  const most = from + limit
  if (text.length <= most) return text.length
  const part = text.slice(from, most)
  const at = Math.max(part.lastIndexOf('\n'), 0) || part.lastIndexOf(' ')
  if (at > limit / 2) return from + at
  const high = text.charCodeAt(most - 1)
  return high >= 0xd800 && high < 0xdc00 ? most - 1 : most
}

export function split(value: FormattedText, limit = LONGEST): FormattedText[] {
  const parts: FormattedText[] = []
  for (let at = 0; at < value.text.length;) {
    const end = cutBefore(value.text, at, limit)
    const part = trim(slice(value, at, end))
    if (part.text) parts.push(part)
    at = end
  }
  return parts
}
