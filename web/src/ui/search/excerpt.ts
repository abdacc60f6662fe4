/** The piece of a message around what was searched, in parts so that the hits can be marked. Pure. */
export interface Part { readonly text: string; readonly hit: boolean }

const escape = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** @param before how many characters stay in front of the first hit */
export function excerpt(text: string, query: string, before = 24): Part[] {
  const words = query.trim().split(/\s+/).filter(Boolean)
  const flat = text.replace(/\s+/g, ' ')
  if (!words.length) return [{ text: flat, hit: false }]
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${words.map(escape).join('|')})`, 'giu')
  const first = flat.search(pattern)
  const from = first > before + 8 ? flat.lastIndexOf(' ', first - before) + 1 : 0
  const shown = (from > 0 ? '…' : '') + flat.slice(from)
  return shown.split(pattern).map((part, i) => ({ text: part, hit: i % 2 === 1 })).filter(part => part.text)
}
