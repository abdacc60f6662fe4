/** Picks a text and fills its placeholders. Pure: the language and the numbers are arguments. */
import type { Catalogue, Entry, Key } from './catalogue'

const rules = new Map<string, Intl.PluralRules>()

function pluralRule(locale: string): Intl.PluralRules {
  let rule = rules.get(locale)
  if (!rule) rules.set(locale, (rule = new Intl.PluralRules(locale)))
  return rule
}

/** `count` chooses the plural form; it is also the placeholder `{count}`, written the way the language writes numbers. */
export function translate(
  catalogue: Catalogue,
  locale: string,
  key: Key,
  params: Readonly<Record<string, string | number>> = {},
): string {
  const entry: Entry = catalogue[key]
  let text: string
  if (typeof entry === 'string') text = entry
  else text = pluralRule(locale).select(Number(params['count'] ?? 0)) === 'one' ? entry.one : entry.other
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value
  })
}
