/** The shape of a language: what English says, every other language must say too, with the same placeholders. */
import type { en } from './en'
import type { Plural } from './plural'

export type { Plural } from './plural'
export type Entry = string | Plural

export type Key = keyof typeof en

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type Text<K extends Key> = (typeof en)[K] extends Plural ? (typeof en)[K]['one' | 'other'] : (typeof en)[K] & string

/** The placeholders that a text needs: `{name}` in the English text asks for `name`. */
export type Params<K extends Key> = Record<Names<Text<K>>, string | number>

export type TextKey = { [K in Key]: (typeof en)[K] extends string ? K : never }[Key]
/** Texts that need nothing filled in. */
export type PlainKey = { [K in TextKey]: keyof Params<K> extends never ? K : never }[TextKey]
export type PluralKey = Exclude<Key, TextKey>

export type Catalogue = { readonly [K in Key]: (typeof en)[K] extends string ? string : Plural }
