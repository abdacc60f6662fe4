/** Initials and colours of people without a picture; pure, and the same everywhere for the same peer. */
import type { PeerId } from '../../state/model'

/** How many colour pairs `Avatar.svelte` knows. */
export const SHADES = 8

export function shadeOf(peer: PeerId): number {
  return Math.abs(peer % 1_000_003) % SHADES
}

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** First letters of the first and the last word: "Ada Lovelace" → "AL"; whole graphemes, so that emoji and accents stay whole. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(word => /[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(word))
  const first = (word: string | undefined): string => {
    const clean = word?.replace(/^[^\p{L}\p{N}\p{Emoji_Presentation}]+/u, '') ?? ''
    return [...segments.segment(clean)][0]?.segment.toLocaleUpperCase() ?? ''
  }
  return words.length > 1 ? first(words[0]) + first(words.at(-1)) : first(words[0])
}
