/** Finds addresses and names in text that comes without runs, such as "about". Pure. */
import type { Entity, FormattedText } from '../../state/model'

const PATTERN = /(?<url>https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])|(?<mention>(?<![\w@])@[a-z]\w{3,31})|(?<hashtag>(?<![\w#])#[\p{L}\p{N}_]+)/giu

export function linkify(text: string): FormattedText {
  const entities: Entity[] = []
  for (const match of text.matchAll(PATTERN)) {
    const kind = match.groups?.['url'] ? 'url' : match.groups?.['mention'] ? 'mention' : 'hashtag'
    entities.push({ kind, offset: match.index, length: match[0].length })
  }
  return { text, entities }
}
