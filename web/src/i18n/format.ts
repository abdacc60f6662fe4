/** Dates, sizes and durations the way the reader's language writes them. Times are epoch seconds, as the server sends them. */

const cache = new Map<string, Intl.DateTimeFormat>()

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  let format = cache.get(key)
  if (!format) cache.set(key, (format = new Intl.DateTimeFormat(locale, options)))
  return format
}

function startOfDay(epoch: number): number {
  const date = new Date(epoch * 1000)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** Whole calendar days from `epoch` to `now`: 0 today, 1 yesterday. */
export function daysAgo(epoch: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(epoch)) / 86_400_000)
}

export function sameDay(a: number, b: number): boolean {
  return startOfDay(a) === startOfDay(b)
}

/** "14:05" or "2:05 PM". */
export function clock(locale: string, epoch: number): string {
  return dateFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(epoch * 1000)
}

/** What stands at the right of a dialog: the time today, the weekday this week, else the date. */
export function shortDate(locale: string, epoch: number, now: number): string {
  const days = daysAgo(epoch, now)
  if (days <= 0) return clock(locale, epoch)
  if (days < 7) return dateFormat(locale, { weekday: 'short' }).format(epoch * 1000)
  return dateFormat(locale, { day: '2-digit', month: '2-digit', year: '2-digit' }).format(epoch * 1000)
}

/** The separator between two days of a chat: "Today", "Yesterday", "12 March", "12 March 2024". */
export function dayName(locale: string, epoch: number, now: number): string {
  const days = daysAgo(epoch, now)
  if (days === 0 || days === 1) {
    const word = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day')
    return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1)
  }
  const thisYear = new Date(epoch * 1000).getFullYear() === new Date(now * 1000).getFullYear()
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' }
  return dateFormat(locale, thisYear ? options : { ...options, year: 'numeric' }).format(epoch * 1000)
}

/** "Sunday, 22 November 2026, 14:05": for tooltips and the media viewer. */
export function fullDate(locale: string, epoch: number): string {
  return dateFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(epoch * 1000)
}

export function mediumDate(locale: string, epoch: number): string {
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(epoch * 1000)
}

/** A birthday; the year may be unknown. */
/** "17 Nov", with the year when it is not this one. @param seconds epoch seconds */
export function dayOf(locale: string, seconds: number, now: number): string {
  const date = new Date(seconds * 1000)
  const thisYear = date.getFullYear() === new Date(now * 1000).getFullYear()
  return date.toLocaleDateString(locale, { day: 'numeric', month: 'short', ...(!thisYear && { year: 'numeric' }) })
}

export function birthday(locale: string, day: number, month: number, year?: number): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', timeZone: 'UTC' }
  if (year) options.year = 'numeric'
  return dateFormat(locale, options).format(Date.UTC(year ?? 2000, month - 1, day))
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** "1.4 MB": decimal units, one digit after the point above a kilobyte. */
export function fileSize(locale: string, bytes: number): string {
  let step = 0
  let value = bytes
  while (value >= 999.5 && step < UNITS.length - 1) {
    value /= 1000
    step += 1
  }
  const maximumFractionDigits = step >= 2 && value < 100 ? 1 : 0
  return new Intl.NumberFormat(locale, { style: 'unit', unit: UNITS[step]!, unitDisplay: 'short', maximumFractionDigits }).format(value)
}

/** "0:07", "3:21", "1:02:09". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const two = (n: number): string => String(n).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  if (hours > 0) return `${hours}:${two(minutes)}:${two(whole % 60)}`
  return `${minutes}:${two(whole % 60)}`
}

/** "12.4K": for counters that must stay narrow. */
export function compact(locale: string, count: number): string {
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(count)
}

/** "5 minutes", "2 hours": how long one still has to wait; rounded up so that it never promises too little. */
export function waitTime(locale: string, seconds: number): string {
  const [unit, size] = seconds < 60 ? (['second', 1] as const) : seconds < 3600 ? (['minute', 60] as const) : seconds <= 172_800 ? (['hour', 3600] as const) : (['day', 86_400] as const)
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.ceil(seconds / size))
}
