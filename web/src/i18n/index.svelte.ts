/** The language of the page: German or English, the browser's or the one chosen; a switch repaints what is shown. */
import type { Catalogue, Params, PluralKey, TextKey } from './catalogue'
import { de } from './de'
import { en } from './en'
import { translate } from './translate'

export type Language = 'en' | 'de'
export type { Key, PlainKey, PluralKey, TextKey } from './catalogue'

const catalogues: Record<Language, Catalogue> = { en, de }

function browserLanguage(): Language {
  return navigator.languages.find(tag => /^(de|en)\b/.test(tag))?.startsWith('de') ? 'de' : 'en'
}

/** Dates and numbers follow the region that the browser names, when it speaks the chosen language. */
function regionFor(language: Language): string {
  return navigator.languages.find(tag => tag.startsWith(language)) ?? language
}

class I18n {
  chosen: Language | 'system' = $state('system')
  language: Language = $derived(this.chosen === 'system' ? browserLanguage() : this.chosen)
  locale: string = $derived(regionFor(this.language))

  choose(language: Language | 'system'): void {
    this.chosen = language
    document.documentElement.lang = this.language
  }
}

export const i18n = new I18n()

type Arguments<K extends TextKey> = keyof Params<K> extends never ? [] : [params: Params<K>]

/** The text for `key` in the language of the page. */
export function t<K extends TextKey>(key: K, ...params: Arguments<K>): string {
  return translate(catalogues[i18n.language], i18n.locale, key, params[0])
}

/** The text for `key` in the plural form that `count` asks for. */
export function tn<K extends PluralKey>(key: K, count: number, params?: Record<string, string | number>): string {
  return translate(catalogues[i18n.language], i18n.locale, key, { ...params, count })
}
