import { describe, expect, it } from 'vitest'
import { de } from './de'
import { en } from './en'
import { birthday, clock, dayName, daysAgo, duration, fileSize, shortDate, waitTime } from './format'
import { translate } from './translate'

const placeholders = (entry: string | { one: string; other: string }): string[] =>
  [...new Set([...(typeof entry === 'string' ? entry : entry.one + entry.other).matchAll(/\{(\w+)\}/g)].map(match => match[1]!))].filter(name => name !== 'count').sort()

describe('catalogues', () => {
  it('say the same things with the same placeholders', () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort())
    for (const key of Object.keys(en) as (keyof typeof en)[]) expect([key, placeholders(de[key])]).toEqual([key, placeholders(en[key])])
  })
  it('have no empty text and no straight German quotes', () => {
    for (const catalogue of [en, de]) for (const entry of Object.values(catalogue)) expect(typeof entry === 'string' ? entry : entry.other).not.toBe('')
    for (const entry of Object.values(de)) expect(typeof entry === 'string' ? entry : entry.other).not.toContain('"')
  })
  it('fill placeholders and choose the plural', () => {
    expect(translate(en, 'en', 'chats.unread', { count: 1 })).toBe('1 unread message')
    expect(translate(de, 'de', 'chats.unread', { count: 1200 })).toBe('1.200 ungelesene Nachrichten')
    expect(translate(en, 'en', 'people.added', { name: 'Ada {x}' })).toBe('Ada {x} is now a contact')
  })
})

describe('formats', () => {
  const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime() / 1000
  const now = at(22, 18)
  it('tells days apart by the calendar, not by hours', () => {
    expect(daysAgo(at(21, 23, 59), at(22, 0, 1))).toBe(1)
    expect(daysAgo(at(22, 0), now)).toBe(0)
  })
  it('names days', () => {
    expect(dayName('de', at(22, 1), now)).toBe('Heute')
    expect(dayName('en', at(21, 1), now)).toBe('Yesterday')
    expect(dayName('en-GB', at(3, 1), now)).toBe('3 November')
    expect(dayName('de', new Date(2024, 2, 5).getTime() / 1000, now)).toBe('5. März 2024')
  })
  it('shortens dates', () => {
    expect(shortDate('en-GB', at(22, 9, 5), now)).toBe('9:05')
    expect(shortDate('de', at(19, 9), now)).toBe('Do')
    expect(shortDate('de', at(2, 9), now)).toBe('02.11.26')
    expect(clock('en-US', at(22, 14, 5))).toMatch(/^2:05\sPM$/)
  })
  it('writes durations, sizes, waits and birthdays', () => {
    expect([duration(7), duration(201), duration(3729)]).toEqual(['0:07', '3:21', '1:02:09'])
    expect([fileSize('en', 512), fileSize('en', 81_920), fileSize('de', 2_481_920)]).toEqual(['512 byte', '82 kB', '2,5 MB'])
    expect([waitTime('en', 42), waitTime('en', 61), waitTime('de', 7000), waitTime('de', 604_800)]).toEqual(['42 seconds', '2 minutes', '2 Stunden', '7 Tage'])
    expect([birthday('en-GB', 10, 12, 1815), birthday('de', 1, 3)]).toEqual(['10 December 1815', '1. März'])
  })
})
