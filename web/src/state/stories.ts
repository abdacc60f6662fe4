/** The nouns of stories; part of the vocabulary in `model.ts`. https://core.telegram.org/api/stories */
import type { Entity, PeerId } from './basics'
import type { MediaPhoto, MediaUnsupported, MediaVideo } from './media'

export const audiences = ['everyone', 'contacts', 'close'] as const
/** Who may see a story. */
export type Audience = (typeof audiences)[number]

export interface Story {
  /** Counts up from 1 for each peer. */
  readonly id: number
  readonly peer: PeerId
  /** Epoch seconds; active until `expires`. */
  readonly date: number
  readonly expires: number
  readonly media: MediaPhoto | MediaVideo | MediaUnsupported
  readonly text: string
  readonly entities: readonly Entity[]
  /** I posted it. */
  readonly mine: boolean
  readonly audience: Audience | 'chosen'
  readonly edited: boolean
  /** It stays on the profile when its time is over. */
  readonly kept: boolean
  /** Told to those who posted it, and of channels to everybody. */
  readonly views?: number
  readonly likes?: number
  /** What I said to it, an emoji. */
  readonly reaction?: string
}

/** Somebody's active stories, oldest first. */
export interface StoryRow {
  readonly peer: PeerId
  readonly stories: readonly Story[]
  readonly readUpTo: number
}

/** Which story. */
export interface StoryName { readonly peer: PeerId; readonly id: number }

export interface StoryViewer { readonly user: PeerId; readonly date: number; readonly reaction?: string }

/** Stories that belong together on a profile. */
export interface StoryAlbum { readonly id: number; readonly title: string }
/** Where stories stay: on the profile, in my own archive, or in the album of that number. */
export type Shelf = 'profile' | 'archive' | number

/** A story on its way to those who may see it. */
export interface NewStory {
  readonly file: Blob
  readonly name: string
  readonly as: 'photo' | 'video'
  readonly text: string
  readonly entities: readonly Entity[]
  readonly audience: Audience
  /** Seconds for which it is shown. */
  readonly period: number
}
