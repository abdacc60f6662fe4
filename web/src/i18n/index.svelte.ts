/** The language of the page: German or English, from the browser or chosen; a switch repaints what is shown. */
import type { Catalogue, Params, PluralKey, TextKey } from './catalogue';
import { de } from './de';
import { en } from './en';
import { translate } from './translate';

export type Language = 'en' | 'de';
export type { Key, PluralKey, TextKey } from './catalogue';

const KEY = 'angarium.language';
const catalogues: Record<Language, Catalogue> = { en, de };

function remembered(): Language | null {
  const value = localStorage.getItem(KEY);
  return value === 'en' || value === 'de' ? value : null;
}

function browserLanguage(): Language {
  return navigator.languages.find((tag) => /^(de|en)\b/.test(tag))?.startsWith('de') ? 'de' : 'en';
}

/** Dates and numbers follow the region the browser names, when it speaks the chosen language. */
function regionFor(language: Language): string {
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
}

class I18n {
  chosen: Language | null = $state(remembered());
  language: Language = $derived(this.chosen ?? browserLanguage());
  locale: string = $derived(regionFor(this.language));

  choose(language: Language | null): void {
    this.chosen = language;
    if (language === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, language);
    document.documentElement.lang = this.language;
  }
}

export const i18n = new I18n();

type Arguments<K extends TextKey> = keyof Params<K> extends never ? [] : [params: Params<K>];

/** The text for `key` in the language of the page. */
export function t<K extends TextKey>(key: K, ...params: Arguments<K>): string {
  return translate(catalogues[i18n.language], i18n.locale, key, params[0]);
}

/** The text for `key` in the plural form that `count` asks for. */
export function tn<K extends PluralKey>(key: K, count: number, params?: Record<string, string | number>): string {
  return translate(catalogues[i18n.language], i18n.locale, key, { ...params, count });
}
