/** The emoji of the picker, in the reader's language; loaded when the picker first opens. */
import type { Language } from '../../i18n/index.svelte'

export interface Emoji { readonly unicode: string; readonly label: string; readonly tags?: readonly string[]; readonly group?: number; readonly order?: number }

/** Groups of the Unicode data, without 2: "components", which are no pictures. */
export const GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const
export const GROUP_SIGNS: Record<number, string> = { 0: '😀', 1: '👋', 3: '🐻', 4: '🍎', 5: '🚗', 6: '⚽', 7: '💡', 8: '🔣', 9: '🏳️' }

let brush: CanvasRenderingContext2D | null | undefined
let usual = 0

/** Whether this machine's fonts have the emoji: one that they lack is drawn as a box or as its parts, which are of other widths. */
function drawable(emoji: string): boolean {
  if (brush === undefined) {
    brush = document.createElement('canvas').getContext('2d')
    if (brush) brush.font = '32px "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif'
    usual = brush?.measureText('😀').width ?? 0
  }
  const width = brush?.measureText(emoji).width ?? usual
  return Math.abs(width - usual) < usual * 0.12
}

const loaded = new Map<Language, Promise<readonly Emoji[]>>()

export function loadEmoji(language: Language): Promise<readonly Emoji[]> {
  let list = loaded.get(language)
  if (!list) {
    const data = language === 'de' ? import('emojibase-data/de/compact.json') : import('emojibase-data/en/compact.json')
    list = data.then(({ default: all }) => (all as readonly Emoji[]).filter(one => one.group !== undefined && one.group !== 2 && drawable(one.unicode)))
    loaded.set(language, list)
  }
  return list
}

/** Whole words first, then beginnings, then the rest. Pure. */
export function findEmoji(all: readonly Emoji[], query: string, limit = 120): readonly Emoji[] {
  const wanted = query.trim().toLocaleLowerCase()
  if (!wanted) return []
  const rank = (one: Emoji): number => {
    const words = [one.label.toLocaleLowerCase(), ...(one.tags ?? [])]
    if (words.some(word => word === wanted)) return 0
    if (words.some(word => word.startsWith(wanted))) return 1
    return words.some(word => word.includes(wanted)) ? 2 : 3
  }
  return all.map(one => ({ one, at: rank(one) })).filter(({ at }) => at < 3).sort((a, b) => a.at - b.at).slice(0, limit).map(({ one }) => one)
}

const RECENT = 'angarium.emoji'

/** The last used, newest first; on this device only. */
export function recentEmoji(): readonly string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(RECENT) ?? '[]')
    return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string').slice(0, 27) : []
  } catch {
    return []
  }
}

export function rememberEmoji(emoji: string): void {
  const list = [emoji, ...recentEmoji().filter(one => one !== emoji)].slice(0, 27)
  localStorage.setItem(RECENT, JSON.stringify(list))
}
