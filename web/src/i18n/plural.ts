/** A text that depends on a number. */
export type Plural = { readonly one: string; readonly other: string }
