/** What the other nouns are made of: names of peers, files and text. Part of the vocabulary in `model.ts`. */

/** A peer is one number: user id > 0, basic group = -id, channel = -(10**12 + id). */
export type PeerId = number

/** Server ids count up from 1 within a box. A message that has not been sent has no id yet: see `Message.id`. */
export type MessageId = number

/** Brings the answers to my comments; nobody writes to it. https://core.telegram.org/api/discussion#replies */
export const REPLIES: PeerId = 1_271_266_957

/** A picture's address: give it to `actions.load`. `key` is stable and names the picture for ever. */
export interface FileRef {
  readonly key: string
  /** Opaque to everyone but `wire`. */
  readonly location: unknown
  readonly size?: number
  readonly mime?: string
}

/** Profile picture. */
export interface Photo {
  readonly small: FileRef
  readonly big: FileRef
  /** A few hundred bytes of JPEG as a data: URL, drawn blurred until the file is there. */
  readonly thumb?: string
}

export type EntityKind =
  | 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler' | 'code' | 'pre' | 'blockquote'
  | 'url' | 'link' | 'email' | 'phone' | 'mention' | 'mentionName' | 'hashtag' | 'cashtag' | 'command' | 'bankCard'
  | 'customEmoji' | 'other'

/** A run of formatted text. */
export interface Entity {
  readonly kind: EntityKind
  readonly offset: number
  readonly length: number
  /** of 'link' */
  readonly url?: string
  /** of 'mentionName' */
  readonly user?: PeerId
  /** of 'pre' */
  readonly language?: string
  /** of 'customEmoji': the number of its document */
  readonly document?: string
}

export interface FormattedText { readonly text: string; readonly entities: readonly Entity[] }
