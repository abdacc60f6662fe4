/** The language of the page: German or English, the browser's or the one chosen; a switch repaints what is shown. Only its own texts are
 *  fetched. */
import type { Catalogue, Params, PluralKey, TextKey } from './catalogue'
import { translate } from './translate'

export type Language = 'en' | 'de'
export type { Key, PlainKey, PluralKey, TextKey } from './catalogue'

const catalogues: Record<Language, () => Promise<Catalogue>> = {
  en: async () => (await import('./en')).en,
  de: async () => (await import('./de')).de,
}

function browserLanguage(): Language {
  return navigator.languages.find(tag => /^(de|en)\b/.test(tag))?.startsWith('de') ? 'de' : 'en'
}

/** Dates and numbers follow the region that the browser names, when it speaks the chosen language. */
function regionFor(language: Language): string {
  return navigator.languages.find(tag => tag.startsWith(language)) ?? language
}

class I18n {
  #wanted: Language | undefined
  #texts: Catalogue | undefined = $state.raw()
  language: Language = $state('en')
  locale: string = $derived(regionFor(this.language))

  /** Speaks it as soon as its texts have come; until then the page goes on in the one it had. */
  async choose(chosen: Language | 'system'): Promise<void> {
    const language = this.#wanted = chosen === 'system' ? browserLanguage() : chosen
    const texts = await catalogues[language]()
    if (this.#wanted !== language) return
    this.#texts = texts
    this.language = language
    if (typeof document !== 'undefined') document.documentElement.lang = language
  }

  /** Known once a language was chosen. */
  get texts(): Catalogue {
    if (!this.#texts) throw new Error('no language was chosen yet')
    return this.#texts
  }
}

export const i18n = new I18n()

type Arguments<K extends TextKey> = keyof Params<K> extends never ? [] : [params: Params<K>]

/** The text for `key` in the language of the page. */
export function t<K extends TextKey>(key: K, ...params: Arguments<K>): string {
  return translate(i18n.texts, i18n.locale, key, params[0])
}

/** The text for `key` in the plural form that `count` asks for. */
export function tn<K extends PluralKey>(key: K, count: number, params?: Record<string, string | number>): string {
  return translate(i18n.texts, i18n.locale, key, { ...params, count })
}
