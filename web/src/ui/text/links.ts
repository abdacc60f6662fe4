/** Where a run of text leads. Only schemes that are safe to open; everything else is not a link. Pure. */
import type { Entity } from '../../state/model'

const SAFE = new Set(['http:', 'https:', 'mailto:', 'tel:', 'tg:', 'ftp:'])

/** The address a person may open, or undefined. A bare host gets http: as in every client of this API. */
export function safeUrl(raw: string): string | undefined {
  const text = raw.trim()
  const full = /^[a-z][a-z\d+.-]*:/i.test(text) && !/^[\w.-]+:\d+(\/|$)/.test(text) ? text : `http://${text}`
  try {
    const url = new URL(full)
    return SAFE.has(url.protocol) ? url.href : undefined
  } catch {
    return undefined
  }
}

export type Target =
  | { readonly kind: 'url'; readonly href: string; /** The text hides where it goes: ask first. */ readonly masked: boolean }
  | { readonly kind: 'user'; readonly id: number }
  | { readonly kind: 'username'; readonly name: string }
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'search'; readonly query: string }
  | { readonly kind: 'command'; readonly command: string }

/** The key of an invite link, in any of its forms: t.me/+key, t.me/joinchat/key, tg://join?invite=key, #/join/key. */
export function inviteOf(href: string): string | undefined {
  return /^tg:(?:\/\/)?join\/?\?invite=([\w-]+)/.exec(href)?.[1] ?? /^https?:\/\/[^/]+\/(?:\+|joinchat\/|#\/join\/)([\w-]{6,})\/?$/.exec(href)?.[1]
}

/** A bot that a link opens: with what to begin, in which group, or one of its apps. https://core.telegram.org/api/links#bot-links */
export interface BotLink { readonly name: string; readonly start?: string; readonly group?: string; readonly app?: string; readonly appStart?: string }

export function botLinkOf(href: string): BotLink | undefined {
  const url = URL.canParse(href) ? new URL(href) : undefined
  const path = url?.hostname === 't.me' ? /^\/([a-z]\w{3,31})(?:\/(\w{3,32}))?\/?$/i.exec(url.pathname) : undefined
  const name = path?.[1] ?? (url?.protocol === 'tg:' && url.host === 'resolve' ? url.searchParams.get('domain') : undefined)
  if (!url || !name) return undefined
  const [start, group, appStart] = ['start', 'startgroup', 'startapp'].map(key => url.searchParams.get(key))
  const app = path?.[2] ?? url.searchParams.get('appname') ?? (appStart === null ? undefined : '')
  if (start === null && group === null && (app === undefined || /^\d+$/.test(app))) return undefined
  return { name, ...(typeof start === 'string' && { start }), ...(typeof group === 'string' && { group }), ...(app !== undefined && { app }), ...(typeof appStart === 'string' && { appStart }) }
}

/** The public name that a t.me address stands for. */
export const nameOfLink = (href: string): string | undefined => /^https?:\/\/t\.me\/([a-z]\w{3,31})\/?$/i.exec(href)?.[1]

const sameAddress = (text: string, href: string): boolean => safeUrl(text) === href

export function targetOf(entity: Entity, text: string): Target | undefined {
  switch (entity.kind) {
    case 'url':
    case 'link': {
      const href = safeUrl(entity.url ?? text)
      if (!href) return undefined
      return { kind: 'url', href, masked: entity.kind === 'link' && !sameAddress(text, href) }
    }
    case 'email':
      return { kind: 'url', href: `mailto:${text}`, masked: false }
    case 'phone':
      return { kind: 'phone', phone: text }
    case 'mention':
      return { kind: 'username', name: text.replace(/^@/, '') }
    case 'mentionName':
      return entity.user ? { kind: 'user', id: entity.user } : undefined
    case 'command':
      return { kind: 'command', command: text }
    case 'hashtag':
    case 'cashtag':
      return { kind: 'search', query: text }
    default:
      return undefined
  }
}
