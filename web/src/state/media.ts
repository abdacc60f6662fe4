/** What messages carry; part of the vocabulary in `model.ts`. */
import type { FileRef, PeerId } from './basics'

export interface MediaPhoto {
  readonly kind: 'photo'
  readonly width: number
  readonly height: number
  readonly thumb?: string
  /** Fits a chat bubble. */
  readonly file: FileRef
  /** The biggest there is, for the viewer. */
  readonly full: FileRef
  readonly spoiler: boolean
}
export interface MediaDocument {
  readonly kind: 'document'
  readonly name: string
  readonly size: number
  readonly mime: string
  readonly thumb?: string
  readonly preview?: FileRef
  readonly file: FileRef
}
export interface MediaAudio {
  readonly kind: 'audio'
  readonly duration: number
  readonly title: string
  readonly performer: string
  readonly name: string
  readonly size: number
  readonly file: FileRef
}
export interface MediaVoice {
  readonly kind: 'voice'
  readonly duration: number
  /** 0…31 each, usually 100 of them. */
  readonly waveform: readonly number[]
  readonly file: FileRef
  readonly listened: boolean
}
export interface MediaVideo {
  readonly kind: 'video'
  readonly width: number
  readonly height: number
  readonly duration: number
  readonly size: number
  readonly thumb?: string
  readonly preview?: FileRef
  readonly file: FileRef
  /** Without sound, plays by itself. */
  readonly animated: boolean
  /** A round video message. */
  readonly round: boolean
}
export interface MediaSticker {
  readonly kind: 'sticker'
  readonly emoji: string
  readonly width: number
  readonly height: number
  readonly format: 'static' | 'animated' | 'video'
  readonly file: FileRef
  /** The number of its document, of an emoji that is a picture. */
  readonly document?: string
}
/** A set of stickers that I use. */
export interface StickerSet { readonly id: string; /** opaque to everyone but `wire` */ readonly hash: string; readonly title: string; readonly count: number }
export interface MediaContact {
  readonly kind: 'contact'
  readonly user?: PeerId
  readonly firstName: string
  readonly lastName: string
  readonly phone: string
}
export interface MediaLocation { readonly kind: 'location'; readonly latitude: number; readonly longitude: number; readonly title?: string; readonly address?: string }
export interface MediaWebPage {
  readonly kind: 'webpage'
  readonly url: string
  readonly site: string
  readonly title: string
  readonly description: string
  readonly photo?: FileRef
}
export interface MediaPoll {
  readonly kind: 'poll'
  readonly id: string
  readonly question: string
  readonly answers: readonly PollAnswer[]
  readonly closed: boolean
  /** Who voted for what is not told. */
  readonly anonymous: boolean
  readonly multiple: boolean
  readonly quiz: boolean
  readonly voters: number
  /** Of quizzes, once answered. */
  readonly solution?: string
}
export interface PollAnswer {
  /** Opaque: give it back when voting. */
  readonly option: string
  readonly text: string
  /** Unknown until I have voted or the poll is closed. */
  readonly voters?: number
  readonly chosen: boolean
  readonly correct: boolean
}
/** A poll to be sent. */
export interface NewPoll {
  readonly question: string
  readonly answers: readonly string[]
  readonly anonymous: boolean
  readonly multiple: boolean
  /** Of a quiz: which answer is the right one. */
  readonly right?: number
  /** Of a quiz: told to those who have answered. */
  readonly solution?: string
}
/** What is known of the votes; `min` = without what I chose myself. */
export interface PollResults {
  readonly min: boolean
  readonly voters: number
  readonly solution?: string
  readonly answers: readonly Omit<PollAnswer, 'text'>[]
}
export interface MediaDice { readonly kind: 'dice'; readonly emoji: string; readonly value: number }
/** A story that was passed on; `naming` = it names me. */
export interface MediaStory { readonly kind: 'story'; readonly peer: PeerId; readonly story: number; readonly naming: boolean }
/** A list of things to do. https://core.telegram.org/api/todo */
export interface MediaTodo {
  readonly kind: 'todo'
  readonly title: string
  readonly items: readonly { readonly id: number; readonly text: string; readonly done?: { readonly by: PeerId; readonly date: number } }[]
  /** Others than its writer may add items, and tick them off. */
  readonly othersAdd: boolean
  readonly othersTick: boolean
}
export interface NewTodo { readonly title: string; readonly items: readonly string[]; readonly othersAdd: boolean; readonly othersTick: boolean }
/** A file on its way out; `random` names its message, the same for every try. */
export interface OutgoingFile {
  readonly file: Blob
  readonly name: string
  readonly mime: string
  readonly as: 'photo' | 'video' | 'document' | 'voice'
  readonly random: string
  readonly width?: number
  readonly height?: number
  readonly duration?: number
  readonly waveform?: readonly number[]
  readonly spoiler?: boolean
}
export interface MediaUnsupported { readonly kind: 'unsupported' }

export type Media =
  | MediaPhoto | MediaDocument | MediaAudio | MediaVoice | MediaVideo | MediaSticker | MediaContact | MediaLocation
  | MediaWebPage | MediaPoll | MediaDice | MediaStory | MediaTodo | MediaUnsupported
