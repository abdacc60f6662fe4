/**
 * The nouns of the web client: everything the screen shows, as plain immutable data.
 *
 * `wire` makes these out of the protocol's objects, `state` keeps them, `ui` draws them. Nothing here knows where they
 * come from. Times are epoch seconds unless a name says otherwise; text offsets are UTF-16 units, as in JavaScript.
 */

import type { BotInfo, Keyboard } from './bots'
import type { Offer } from './directs'
import type { Entity, FileRef, FormattedText, MessageId, PeerId, Photo } from './basics'
import type { GroupProfile } from './groups'
import type { Media } from './media'
import type { StoryName } from './stories'

export * from './basics'
export type * from './media'
export type * from './bots'
export type * from './directs'
export * from './groups'
export * from './topics'
export * from './log'
export * from './stories'
export type * from './stats'

// ---------------------------------------------------------------- session

/** Where this browser stands between the first page and the list of chats. */
export type Session =
  | { readonly step: 'starting' }
  /** The page cannot work here: no secure context (neither localhost nor HTTPS), or the worker did not start. */
  | { readonly step: 'unsupported'; readonly reason: 'insecure' | 'worker' | 'server' }
  | { readonly step: 'phone' }
  | { readonly step: 'code'; readonly phone: string; readonly code: SentCode }
  | { readonly step: 'signUp'; readonly phone: string; readonly terms?: Terms }
  | { readonly step: 'password'; readonly hint: string; readonly hasRecovery: boolean }
  /** `url` (tg://login?token=…) is drawn as a QR code and replaced shortly before `expires`. */
  | { readonly step: 'qr'; readonly url: string; readonly expires: number }
  | { readonly step: 'ready' }

/** What whoever runs the server asks people to agree to. https://core.telegram.org/constructor/help.termsOfService */
export interface Terms {
  /** What it is accepted by. */
  readonly id: string
  readonly text: FormattedText
  /** 0 = any age. */
  readonly minAge: number
}

/** A frozen account only reads, and is deleted in the end. https://core.telegram.org/api/auth#frozen-accounts */
export interface Freeze {
  /** When it is deleted (epoch seconds). */
  readonly until: number
  /** The address of the chat in which its owner can object. */
  readonly appeal: string
}

/** What whoever runs the server shows in channels and in chats with bots. https://core.telegram.org/api/sponsored-messages */
export interface Announcement {
  /** Names this one showing. */
  readonly id: Uint8Array
  readonly title: string
  readonly text: FormattedText
  readonly url: string
  readonly button: string
}
/** What stands above the list of chats: a hint, and a chat that everybody shall look at. https://core.telegram.org/api/config#suggestions */
export interface Promo {
  readonly hint?: { readonly name: string; readonly title: FormattedText; readonly text: FormattedText; readonly url: string }
  readonly chat?: { readonly peer: PeerId; readonly text: string }
  /** Epoch seconds: when to ask again. */
  readonly expires: number
}
/** What became of a complaint, or what there is to choose from first. */
export interface Complaint {
  readonly state: 'choose' | 'reported' | 'hidden'
  readonly choices: readonly { readonly text: string; readonly option: string }[]
}

export interface SentCode {
  readonly hash: string
  /** Where the code went: into the service chat of a signed-in app, by SMS, by mail, … */
  readonly via: 'app' | 'sms' | 'call' | 'email' | 'other'
  readonly length: number
  /** Seconds after which it may be asked for again. */
  readonly timeout: number
}

/** What the server says of itself at GET /angarium/info. */
export interface ServerInfo {
  readonly name: string
  readonly registration: 'open' | 'invite' | 'approval' | 'closed'
  readonly version: string
}

export type Connection = 'offline' | 'connecting' | 'updating' | 'online'

// ---------------------------------------------------------------- people and chats

export type Presence =
  | { readonly kind: 'online'; readonly until: number }
  | { readonly kind: 'offline'; readonly seen: number }
  | { readonly kind: 'recently' | 'week' | 'month' | 'long' | 'bot' }

export interface User {
  readonly id: PeerId
  readonly firstName: string
  readonly lastName: string
  readonly username?: string
  readonly phone?: string
  readonly photo?: Photo
  readonly presence: Presence
  readonly self: boolean
  readonly contact: boolean
  readonly mutual: boolean
  readonly bot: boolean
  readonly deleted: boolean
  readonly verified: boolean
  /** The service account 777000 that brings sign-in codes. */
  readonly service: boolean
  /** Of bots that find things while one writes: what the field says until then. */
  readonly inline?: string
}

/** What only a profile page needs. */
export interface Profile {
  readonly peer: PeerId
  readonly about: string
  readonly birthday?: Birthday
  readonly blocked: boolean
  readonly commonChats: number
  readonly photos: readonly FileRef[]
  readonly notify: Notify
  /** Seconds after which messages of this chat delete themselves; 0 = never. */
  readonly ttl: number
  /** Of groups and channels. */
  readonly group?: GroupProfile
  /** Of a bot, or the bots of a group. */
  readonly bots?: readonly BotInfo[]
}

export interface Birthday { readonly day: number; readonly month: number; readonly year?: number }

export interface Notify {
  /** Epoch seconds until which the chat is silent; 0 = not muted. */
  readonly muteUntil: number
  readonly silent: boolean
  readonly previews: boolean
}

// ---------------------------------------------------------------- messages

/** A line in the middle of the chat: "Ada joined", "message pinned", … The UI words it from `type`. */
export interface Service {
  readonly type:
    | 'chatCreated' | 'channelCreated' | 'chatTitle' | 'chatPhoto' | 'chatPhotoRemoved' | 'membersAdded' | 'memberLeft' | 'joinedByLink'
    | 'joinedByRequest' | 'becameSupergroup' | 'pinned' | 'call' | 'contactSignedUp' | 'historyCleared' | 'ttl' | 'screenshot' | 'topicCreated' | 'topicEdited' | 'todoDone' | 'todoUndone' | 'todoAdded' | 'directsOpen'
    | 'directsClosed' | 'offerAccepted' | 'offerRejected' | 'offerTooPoor' | 'offerPaid' | 'offerRefunded' | 'other'
  readonly title?: string
  readonly users?: readonly PeerId[]
  readonly seconds?: number
  /** of offers: what it costs; of 'offerRejected' `title` is the reason, of 'offerAccepted' `seconds` the date */
  readonly stars?: number
  /** of 'topicCreated' */
  readonly color?: number
  /** of 'topicEdited' */
  readonly closed?: boolean
  /** of 'pinned': the message that was pinned */
  readonly message?: MessageId
}

export interface Reply {
  readonly message?: MessageId
  /** Set when the answered message sits in another chat. */
  readonly chat?: PeerId
  /** A part of the answered text that was picked out. */
  readonly quote?: FormattedText
  /** A story that is answered instead of a message. */
  readonly story?: StoryName
}

/** The answers to a message; of a post: its comments, which stand in another group. */
export interface Replies {
  readonly count: number
  /** The group in which a post is discussed. */
  readonly discussion?: PeerId
  readonly recent: readonly PeerId[]
}

/** How many have seen a post, and how many have commented on it. */
export interface Seen { readonly id: MessageId; readonly views: number; readonly replies?: number }

export interface Forward {
  /** Who wrote it, when that may be known. */
  readonly from?: PeerId
  /** The post that stands here to be discussed. */
  readonly origin?: { readonly chat: PeerId; readonly message: MessageId }
  /** Where a message of the chat of replies stands, and in which thread. */
  readonly source?: { readonly chat: PeerId; readonly message: MessageId; readonly thread?: MessageId }
  readonly name: string
  readonly date: number
}

export interface Reaction {
  readonly emoji: string
  readonly count: number
  /** I am one of them. */
  readonly mine: boolean
  /** The last few who reacted, when the server tells. */
  readonly recent: readonly PeerId[]
}

export interface Message {
  /** Stays the same from "sending" to "sent": use it as the key of lists. */
  readonly key: string
  /** 0 while it is on its way. */
  readonly id: MessageId
  readonly chat: PeerId
  readonly sender: PeerId
  readonly out: boolean
  readonly date: number
  readonly edited?: number
  readonly text: string
  readonly entities: readonly Entity[]
  readonly media?: Media
  readonly service?: Service
  readonly reply?: Reply
  readonly forward?: Forward
  readonly reactions: readonly Reaction[]
  /** 'sent' says nothing about reading: ask the selector `ticks`. */
  readonly delivery: 'sending' | 'sent' | 'failed'
  /** Wire name of the refusal when `delivery` is 'failed'. */
  readonly failure?: string
  readonly pinned: boolean
  /** Messages sent together as one album carry the same. */
  readonly album?: string
  readonly silent: boolean
  /** It waits on the server for `date`. */
  readonly scheduled: boolean
  /** Deletes itself this many seconds after it was seen. */
  readonly ttl?: number
  readonly mentioned: boolean
  /** It names me and I have not seen it yet. */
  readonly mentionUnread: boolean
  readonly canEdit: boolean
  /** A post of a channel: written in the channel's name, whoever typed it. */
  readonly post: boolean
  /** Who signed the post. */
  readonly author?: string
  /** Of posts: how many have seen it. */
  readonly views?: number
  /** The message that begins the thread it belongs to: a topic, a post with its comments, a message with its answers. */
  readonly thread?: MessageId
  readonly replies?: Replies
  /** Buttons that a bot has put there. */
  readonly keyboard?: Keyboard
  /** It suggests a post to the channel. */
  readonly offer?: Offer
  /** The bot by whose help it was written. */
  readonly via?: PeerId
}

/** What stands at the end of my own message. */
export type Ticks = 'none' | 'sending' | 'sent' | 'read' | 'failed'

// ---------------------------------------------------------------- dialogs

export interface Draft extends FormattedText { readonly reply?: MessageId; readonly date: number }

/** One row of the list of chats. */
export interface Dialog {
  readonly peer: PeerId
  readonly lastMessage?: MessageId
  /** Of the last message; orders the list together with `pinned`. */
  readonly date: number
  readonly unread: number
  readonly unreadMentions: number
  readonly unreadReactions: number
  /** Marked unread by hand. */
  readonly marked: boolean
  /** Up to here I have read. */
  readonly readInbox: MessageId
  /** Up to here the other side has read: two ticks. */
  readonly readOutbox: MessageId
  /** Position among the pinned, 0 = not pinned; 1 stands first. */
  readonly pinned: number
  readonly archived: boolean
  readonly notify: Notify
  readonly draft?: Draft
}

export interface Folder {
  readonly id: number
  readonly title: string
  readonly emoji?: string
  readonly include: readonly PeerId[]
  readonly exclude: readonly PeerId[]
  readonly contacts: boolean
  readonly nonContacts: boolean
  readonly groups: boolean
  readonly channels: boolean
  readonly bots: boolean
  readonly skipMuted: boolean
  readonly skipRead: boolean
  readonly skipArchived: boolean
}

export type TypingAction = 'typing' | 'recordVoice' | 'uploadPhoto' | 'uploadDocument' | 'uploadVoice' | 'uploadVideo' | 'chooseSticker' | 'other'
export interface Typing { readonly user: PeerId; readonly action: TypingAction; /** epoch milliseconds */ readonly until: number }

/** A topic of a forum; of a channel's direct messages, one person's. */
export interface Topic {
  /** The message that it begins with, or the person. */
  readonly id: MessageId
  readonly title: string
  readonly color: number
  /** Only those who lead topics write here. */
  readonly closed: boolean
  readonly pinned: boolean
  readonly hidden: boolean
  /** I made it. */
  readonly mine: boolean
  readonly unread: number
  readonly readInbox: MessageId
  /** Of direct messages: up to here the person has read. */
  readonly readOutbox?: MessageId
  readonly draft?: Draft
  readonly top?: Message
  readonly date: number
}

// ---------------------------------------------------------------- files

/** State of one file under its `FileRef.key`. */
export type FileState =
  | { readonly status: 'loading'; readonly progress: number }
  | { readonly status: 'ready'; readonly url: string }
  | { readonly status: 'failed' }

/** Upload of a message that is on its way, under `Message.key`. 0…1. */
export type Progress = number

// ---------------------------------------------------------------- settings

/** Lives in this browser only. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark'
  readonly language: 'system' | 'en' | 'de'
  readonly textSize: number
  readonly sendWith: 'enter' | 'ctrl-enter'
  readonly notifications: boolean
  readonly sound: boolean
  readonly previews: boolean
}

export interface Device {
  readonly id: string
  readonly current: boolean
  readonly app: string
  readonly version: string
  readonly model: string
  readonly platform: string
  readonly address: string
  readonly country: string
  readonly created: number
  readonly active: number
}

export type PrivacyKey = 'lastSeen' | 'profilePhoto' | 'phone' | 'findByPhone' | 'forwards' | 'calls' | 'invites' | 'about' | 'birthday' | 'voice'
export interface Privacy {
  readonly key: PrivacyKey
  readonly rule: 'everybody' | 'contacts' | 'nobody'
  readonly allow: readonly PeerId[]
  readonly deny: readonly PeerId[]
}

export interface PasswordState { readonly enabled: boolean; readonly hint: string; readonly hasRecovery: boolean; readonly pendingEmail?: string }
