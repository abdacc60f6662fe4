import type {
  Birthday, Device, Entity, FileRef, FormattedText, Message, MessageId, PasswordState, PeerId, Privacy, PrivacyKey, Settings, TypingAction,
} from './model'
import type { Store } from './store'

/**
 * The contract between the screen and the rest: the UI reads `store` (a Svelte store: `$store`, or `fromStore(store)`
 * in runes) through the selectors of `store.ts`, and calls `actions`. It imports from `state/` alone.
 *
 * The UI room exports from `ui/root.ts`
 *     export function start(target: HTMLElement, app: App): () => void
 * which mounts the root component and gives `app` to it by context; `src/app.ts` calls it.
 *
 * To build a screen without a server: `createStore({ ...emptyState, … })` and an `Actions` made of functions that
 * dispatch or do nothing.
 *
 * Promises reject with `Failure` (state/failure.ts), whose `reason` is the server's name for it. Actions that return
 * nothing never reject: what they do shows in the store (a message that could not be sent has `delivery: 'failed'`).
 */
export interface App { readonly store: Store; readonly actions: Actions }

export interface SendOptions {
  readonly reply?: MessageId
  readonly quote?: FormattedText
  readonly silent?: boolean
  /** Epoch seconds: the server sends it then. */
  readonly schedule?: number
  readonly noWebPage?: boolean
  readonly ttl?: number
}

/** Something to attach. Several photos and videos given together become one album. */
export interface Attachment {
  readonly file: Blob
  readonly name: string
  /** 'photo' is made smaller by the client to 2560 px; 'document' goes as it is. */
  readonly as: 'photo' | 'video' | 'document'
  readonly spoiler?: boolean
}

export interface Found { readonly messages: readonly Message[]; readonly total: number; /** give it back for the next page */ readonly next?: unknown }

/** A recording under way. */
export interface Recording {
  /** Loudness 0…1 now, for the moving bar. */
  level(): number
  /** Seconds so far. */
  seconds(): number
  /** Ends it and sends it as a voice message. */
  send(peer: PeerId, options?: SendOptions): Promise<void>
  cancel(): void
}

export interface Actions {
  // ---- signing in (each moves `session`)
  sendCode(phone: string): Promise<void>
  resendCode(): Promise<void>
  /** Goes on to 'ready', 'signUp' or 'password'. */
  signIn(code: string): Promise<void>
  signUp(firstName: string, lastName: string, invite?: string): Promise<void>
  checkPassword(password: string): Promise<void>
  /** Sends a recovery code to the mail address; returns the masked address. */
  requestRecovery(): Promise<string>
  recoverPassword(code: string): Promise<void>
  /** Starts QR login: `session` becomes 'qr' and is refreshed until scanned or `backToPhone`. */
  startQr(): Promise<void>
  backToPhone(): void
  signOut(): Promise<void>
  /** Confirms the QR code of another device: a tg://login?token=… URL scanned or pasted here. */
  acceptQr(url: string): Promise<Device>

  // ---- chats
  /** Puts the chat on the screen, at `message` when given, else at the first unread; loads its history. */
  openChat(peer: PeerId, message?: MessageId): void
  closeChat(): void
  /** More of the list of chats; call when its end comes into view. */
  loadDialogs(): void
  /** Older messages of the open chat: call when the top comes into view. */
  loadOlder(peer: PeerId): void
  loadNewer(peer: PeerId): void
  /** Everything up to this message was on the screen. */
  markRead(peer: PeerId, upTo: MessageId): void
  markUnread(peer: PeerId, marked: boolean): void
  pinDialog(peer: PeerId, pinned: boolean): void
  archive(peer: PeerId, archived: boolean): void
  mute(peer: PeerId, until: number): void
  saveDraft(peer: PeerId, draft: FormattedText, reply?: MessageId): void
  /** Call while the user types; it is throttled here. */
  setTyping(peer: PeerId, action?: TypingAction): void
  clearHistory(peer: PeerId, forBoth: boolean): Promise<void>
  deleteDialog(peer: PeerId, forBoth: boolean): Promise<void>
  loadPinned(peer: PeerId): void
  loadScheduled(peer: PeerId): void

  // ---- messages
  sendText(peer: PeerId, text: FormattedText, options?: SendOptions): void
  sendFiles(peer: PeerId, files: readonly Attachment[], caption: FormattedText, options?: SendOptions): void
  record(): Promise<Recording>
  retry(message: Message): void
  /** Drops a message that is on its way or failed; stops its upload. */
  discard(message: Message): void
  edit(message: Message, text: FormattedText): Promise<void>
  remove(messages: readonly Message[], forBoth: boolean): Promise<void>
  forward(messages: readonly Message[], to: PeerId, options?: { readonly silent?: boolean; readonly anonymous?: boolean }): Promise<void>
  /** The same emoji again takes it back. */
  react(message: Message, emoji: string): void
  pin(message: Message, pinned: boolean, forBoth?: boolean): Promise<void>
  sendScheduledNow(message: Message): Promise<void>
  /** Tells that a voice message was played. */
  listened(message: Message): void
  /** Gets one message, e.g. an answered one that is not in the window. Undefined when it is gone. */
  message(peer: PeerId, id: MessageId): Promise<Message | undefined>

  // ---- search
  searchChat(peer: PeerId, query: string, next?: unknown): Promise<Found>
  searchAll(query: string, next?: unknown): Promise<Found>
  /** Media of a chat, for its profile page. */
  media(peer: PeerId, kind: 'photo' | 'document' | 'link' | 'voice', next?: unknown): Promise<Found>
  /** People and chats by name or username. */
  searchPeers(query: string): Promise<{ readonly mine: readonly PeerId[]; readonly others: readonly PeerId[] }>
  resolve(username: string): Promise<PeerId>
  resolvePhone(phone: string): Promise<PeerId>

  // ---- files
  /** Begins loading; look at `state.files[ref.key]`. Does nothing when it is there or under way. */
  load(file: FileRef): void
  cancelLoad(file: FileRef): void
  /** Loads it and saves it under that name. */
  saveFile(file: FileRef, name: string): Promise<void>

  // ---- people
  loadContacts(): void
  addContact(who: { readonly user?: PeerId; readonly phone?: string }, firstName: string, lastName: string): Promise<PeerId>
  deleteContact(user: PeerId): Promise<void>
  loadProfile(peer: PeerId): void
  setBlocked(peer: PeerId, blocked: boolean): Promise<void>
  loadBlocked(): void

  // ---- me
  setName(firstName: string, lastName: string): Promise<void>
  setAbout(about: string): Promise<void>
  /** true = free */
  checkUsername(username: string): Promise<boolean>
  setUsername(username: string): Promise<void>
  setBirthday(birthday: Birthday | undefined): Promise<void>
  setPhoto(file: Blob): Promise<void>
  removePhoto(): Promise<void>
  devices(): Promise<readonly Device[]>
  /** Without an id: all but this one. */
  endDevice(id?: string): Promise<void>
  privacy(key: PrivacyKey): Promise<Privacy>
  setPrivacy(rule: Privacy): Promise<Privacy>
  password(): Promise<PasswordState>
  setPassword(change: { readonly current?: string; readonly next: string; readonly hint?: string; readonly email?: string }): Promise<void>
  removePassword(current: string): Promise<void>
  /** The code that came to the recovery address; until then a change with a new address waits (EMAIL_UNCONFIRMED). */
  confirmEmail(code: string): Promise<void>
  /** Gives the address that waits up, and the change with it. */
  cancelEmail(): Promise<void>
  deleteAccount(reason: string): Promise<void>

  // ---- this browser
  changeSettings(settings: Partial<Settings>): void
  /** Asks the browser for leave to show notifications. */
  allowNotifications(): Promise<boolean>
  copy(text: string, html?: string): Promise<void>
  /** True when the browser can install the page; `install` asks. */
  canInstall(): boolean
  install(): Promise<void>
  reload(): void
}

export type { Entity }
