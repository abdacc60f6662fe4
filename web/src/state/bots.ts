/** The nouns of bots: buttons below messages and below the field, commands, inline results, apps; part of the vocabulary in `model.ts`. */
import type { FileRef, MessageId, PeerId } from './basics'
import type { Media } from './media'

/** A button that a bot has put there. https://core.telegram.org/api/bots/buttons */
export type BotButton = { readonly text: string } & (
  /** Says its own words in the chat. */
  | { readonly kind: 'say' }
  | { readonly kind: 'url'; readonly url: string }
  /** Signs in to a web site. */
  | { readonly kind: 'login'; readonly url: string; readonly button: number }
  | { readonly kind: 'callback'; readonly data: Uint8Array; readonly password: boolean }
  | { readonly kind: 'game' }
  /** Begins an inline query, here or in a chat that is chosen. */
  | { readonly kind: 'inline'; readonly query: string; readonly here: boolean }
  /** `simple`: a button below the field, whose app may send one piece of data back. */
  | { readonly kind: 'app'; readonly url: string; readonly simple: boolean }
  | { readonly kind: 'copy'; readonly copy: string }
  | { readonly kind: 'person'; readonly user: PeerId }
  | { readonly kind: 'phone' | 'place' }
  | { readonly kind: 'poll'; readonly quiz: boolean }
  | { readonly kind: 'choose'; readonly button: number; readonly most: number; readonly of: 'person' | 'bot' | 'group' | 'channel' }
  | { readonly kind: 'other' })

/** What a message brings: buttons below itself ('inline'), buttons in place of the keyboard, a wish to be answered, or the end of these. */
export interface Keyboard {
  readonly place: 'inline' | 'below' | 'force' | 'hide'
  readonly rows: readonly (readonly BotButton[])[]
  /** Only for those whom the message names or answers. */
  readonly selective: boolean
  /** Gone after one press. */
  readonly once: boolean
  readonly placeholder?: string
}

export interface BotCommand { readonly bot: PeerId; readonly command: string; readonly about: string }

/** What a bot says of itself. */
export interface BotInfo {
  readonly bot: PeerId
  readonly about: string
  readonly commands: readonly BotCommand[]
  /** Its button beside the field, when that opens an app. */
  readonly menu?: { readonly text: string; readonly url: string }
}

/** What a bot answered to a press. */
export interface Pressed { readonly text?: string; /** in a window, not in passing */ readonly alert: boolean; readonly url?: string }

export interface InlineResult {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly thumb?: FileRef
  /** Shown as it is, in a grid. */
  readonly media?: Media
}
export interface InlineResults {
  readonly bot: PeerId
  readonly query: string
  readonly queryId: string
  readonly gallery: boolean
  readonly results: readonly InlineResult[]
  readonly next: string
  /** A button above them that leads to the bot. */
  readonly start?: { readonly text: string; readonly param: string }
}

/** Which app of a bot is to be opened, and where the request comes from. */
export interface AppRequest {
  readonly bot: PeerId
  readonly peer: PeerId
  readonly title: string
  readonly url?: string
  readonly from: 'button' | 'keyboard' | 'menu' | 'main' | 'link'
  /** of 'link': the app's short name */
  readonly name?: string
  readonly start?: string
  readonly reply?: MessageId
}
/** An app that was opened; `query` must be prolonged while it is on the screen. */
export interface OpenedApp { readonly url: string; readonly query?: string }

/** A web site asks who I am. */
export type LoginStep =
  | { readonly step: 'ask'; readonly domain: string; readonly bot: PeerId; readonly mayWrite: boolean }
  | { readonly step: 'done'; readonly url: string }
