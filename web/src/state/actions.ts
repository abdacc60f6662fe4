import type {
  AdminRight, Announcement, AppRequest, Ban, Birthday, Complaint, Device, Entity, FileRef, FormattedText, Freeze, InlineResults, Invitation, Invite, LogEntry, LogFilter, LoginStep, MediaSticker, MediaVideo, Member,
  MemberFilter, Message, MessageId, NewPoll, NewStory, NewTodo, OpenedApp, PasswordState, PeerId, Pressed, Privacy, PrivacyKey, Promo, Settings, Shelf, Statistics, StickerSet, Story, StoryAlbum, StoryName,
  StoryViewer, Terms, TypingAction,
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
  /** The story that is answered instead. */
  readonly story?: StoryName
  readonly quote?: FormattedText
  readonly silent?: boolean
  /** Epoch seconds: the server sends it then. */
  readonly schedule?: number
  readonly noWebPage?: boolean
  readonly ttl?: number
  /** It is a post suggested to the channel. */
  readonly offer?: { readonly stars: number; readonly date?: number }
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
  /** New terms that wait to be accepted, and when to ask again (epoch seconds). Who declines them deletes the account. */
  terms(): Promise<{ readonly terms: Terms | null; readonly expires: number }>
  acceptTerms(id: string): Promise<void>
  /** null = the account is not frozen. */
  freeze(): Promise<Freeze | null>
  /** Confirms the QR code of another device: a tg://login?token=… URL scanned or pasted here. */
  acceptQr(url: string): Promise<Device>

  // ---- announcements
  announcements(peer: PeerId): Promise<readonly Announcement[]>
  announcementSeen(id: Uint8Array, followed: boolean): void
  /** First with an empty option, then with the one that was chosen. */
  reportAnnouncement(id: Uint8Array, option: string): Promise<Complaint>

  wantsAnnouncements(): Promise<boolean>
  setAnnouncements(wanted: boolean): Promise<void>
  promo(): Promise<Promo>
  dismissHint(name: string): void
  hidePromoted(peer: PeerId): void

  // ---- chats
  /** Puts the chat, or one thread of it, on the screen, at `message` when given, else at the first unread; loads its history. */
  openChat(peer: PeerId, message?: MessageId, thread?: MessageId): void
  closeChat(): void
  /** More of the list of chats; call when its end comes into view. */
  loadDialogs(): void
  /** Older messages of the open chat: call when the top comes into view. */
  loadOlder(peer: PeerId, thread?: MessageId): void
  loadNewer(peer: PeerId, thread?: MessageId): void
  /** Everything up to this message was on the screen. */
  markRead(peer: PeerId, upTo: MessageId): void
  markUnread(peer: PeerId, marked: boolean): void
  pinDialog(peer: PeerId, pinned: boolean): void
  archive(peer: PeerId, archived: boolean): void
  mute(peer: PeerId, until: number): void
  saveDraft(peer: PeerId, draft: FormattedText, reply?: MessageId, thread?: MessageId): void
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

  // ---- threads
  /** Where the comments on a post stand. */
  discussion(post: Message): Promise<{ readonly peer: PeerId; readonly thread: MessageId }>
  /** Topics of a forum; they show in `state.topics`. */
  loadTopics(peer: PeerId): void
  /** Answers the topic's id. */
  createTopic(peer: PeerId, title: string, color: number): Promise<MessageId>
  editTopic(peer: PeerId, topic: MessageId, change: { readonly title?: string; readonly closed?: boolean }): Promise<void>
  /** A basic group becomes a supergroup first. */
  setForum(peer: PeerId, on: boolean): Promise<void>
  /** Everything of the thread up to this message was on the screen. */
  readThread(peer: PeerId, thread: MessageId, upTo: MessageId): void
  /** People may write to the channel, each message for so many stars; or not any more. */
  setDirects(channel: PeerId, open: boolean, stars: number): Promise<void>
  /** Takes a suggested post, or not. */
  judgeOffer(message: Message, accepted: boolean, of?: { readonly date?: number; readonly comment?: string }): Promise<void>
  /** Groups in which a channel of mine may be discussed. */
  discussionGroups(): Promise<readonly PeerId[]>
  /** @param group 0 = nowhere */
  setDiscussion(channel: PeerId, group: PeerId | 0): Promise<void>

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
  /** Loads it and keeps it for as long as it is shown; answers the way to let it go. */
  hold(file: FileRef): () => void
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

  // ---- groups and channels
  /** Answers the new chat, and who could not be added by their own wish. */
  createGroup(title: string, users: readonly PeerId[], photo?: Blob): Promise<{ readonly peer: PeerId; readonly missing: readonly PeerId[] }>
  createChannel(of: { readonly title: string; readonly about: string; readonly broadcast: boolean }, photo?: Blob): Promise<PeerId>
  join(peer: PeerId): Promise<void>
  leaveChat(peer: PeerId): Promise<void>
  /** Deletes it for everybody. */
  endChat(peer: PeerId): Promise<void>
  setChatTitle(peer: PeerId, title: string): Promise<void>
  setChatAbout(peer: PeerId, about: string): Promise<void>
  setChatPhoto(peer: PeerId, photo: Blob | undefined): Promise<void>
  /** true = free. @param peer 0 for a chat that is only planned */
  checkChatUsername(peer: PeerId, username: string): Promise<boolean>
  /** A basic group becomes a supergroup when it has to. */
  setChatUsername(peer: PeerId, username: string): Promise<void>
  setSlowMode(peer: PeerId, seconds: number): Promise<void>
  setHistoryHidden(peer: PeerId, hidden: boolean): Promise<void>
  setChatDefaults(peer: PeerId, bans: readonly Ban[]): Promise<void>
  setSignatures(peer: PeerId, on: boolean): Promise<void>
  /** Seconds after which new messages delete themselves; 0 = never. */
  setTtl(peer: PeerId, seconds: number): Promise<void>
  members(peer: PeerId, filter: MemberFilter, query: string, offset: number): Promise<{ readonly members: readonly Member[]; readonly total: number }>
  addMembers(peer: PeerId, users: readonly PeerId[]): Promise<readonly PeerId[]>
  removeMember(peer: PeerId, user: PeerId): Promise<void>
  /** Without rights: an admin no more. */
  setAdmin(peer: PeerId, user: PeerId, rights: readonly AdminRight[], rank: string): Promise<void>
  /** Without bans: free again. */
  setBans(peer: PeerId, user: PeerId, bans: readonly Ban[], until: number): Promise<void>
  commonChats(user: PeerId): Promise<readonly PeerId[]>
  invites(peer: PeerId): Promise<readonly Invite[]>
  makeInvite(peer: PeerId, of: { readonly title: string; readonly expires: number; readonly limit: number; readonly byRequest: boolean }): Promise<Invite>
  revokeInvite(peer: PeerId, link: string): Promise<void>
  invitation(hash: string): Promise<Invitation>
  /** 0: the request waits for an admin. */
  acceptInvitation(hash: string): Promise<PeerId>
  requests(peer: PeerId): Promise<readonly PeerId[]>
  decideRequest(peer: PeerId, user: PeerId, approved: boolean): Promise<void>
  /** These posts were on the screen; each is counted once. */
  viewed(peer: PeerId, ids: readonly MessageId[]): void
  /** The oldest message that names me and that I have not seen; undefined when there is none. */
  nextMention(peer: PeerId): Promise<MessageId | undefined>
  /** Recent actions, newest first. @param before the oldest entry known */
  adminLog(peer: PeerId, filter: LogFilter, before?: string): Promise<{ readonly entries: readonly LogEntry[]; readonly complete: boolean }>
  /** In whose names I may write here. */
  senders(peer: PeerId): Promise<readonly PeerId[]>
  setSender(peer: PeerId, sender: PeerId): Promise<void>
  sendPoll(peer: PeerId, poll: NewPoll, options?: SendOptions): Promise<void>
  sendTodo(peer: PeerId, todo: NewTodo, options?: SendOptions): Promise<void>
  tickTodo(message: Message, item: number, done: boolean): Promise<void>
  addTodo(message: Message, items: readonly string[]): Promise<void>
  /** Nobody can vote any more. */
  closePoll(message: Message): Promise<void>
  vote(message: Message, options: readonly string[]): Promise<void>

  statistics(peer: PeerId): Promise<Statistics>

  // ---- stickers
  loadStickerSets(): void
  /** My sets of emoji that are pictures. */
  emojiSets(): Promise<readonly StickerSet[]>
  stickers(set: StickerSet): Promise<readonly MediaSticker[]>
  /** Has the emoji shown that is the picture with this number; it comes into `state.customEmoji`. */
  needEmoji(id: string): void
  /** Something that the server knows already. */
  sendSticker(peer: PeerId, sticker: MediaSticker | MediaVideo, options?: SendOptions): void

  /** GIFs that I keep; they show in `state.gifs`. */
  loadGifs(): void
  keepGif(file: FileRef, kept: boolean): Promise<void>

  // ---- bots
  /** A button below a message; without data a game. */
  pressButton(message: Message, data: Uint8Array | undefined): Promise<Pressed>
  /** What a bot offers for these words. */
  inlineResults(bot: PeerId, peer: PeerId, query: string, offset?: string): Promise<InlineResults>
  sendInlineResult(peer: PeerId, query: string, result: string, options?: SendOptions): Promise<void>
  /** @param peer the bot itself, or the group it is brought into */
  startBot(bot: PeerId, peer: PeerId, param?: string): Promise<void>
  /** @param theme the colours of the page, as JSON */
  openApp(request: AppRequest, theme: string): Promise<OpenedApp>
  prolongApp(bot: PeerId, peer: PeerId, query: string): Promise<void>
  sendAppData(bot: PeerId, button: string, data: string): Promise<void>
  /** First without being accepted: what the site asks for. */
  webLogin(message: Message, button: number, accepted: boolean, mayWrite: boolean): Promise<LoginStep>
  /** Whom a button asked for. */
  giveChosen(message: Message, button: number, chosen: readonly PeerId[]): Promise<void>
  sendOwnContact(peer: PeerId, options?: SendOptions): Promise<void>
  sendPlace(peer: PeerId, at: { readonly latitude: number; readonly longitude: number }, options?: SendOptions): Promise<void>

  // ---- stories
  loadStories(): void
  /** Undefined when it cannot be seen, any more or at all. */
  story(peer: PeerId, id: number): Promise<Story | undefined>
  /** It was on the screen. */
  sawStory(story: Story): void
  /** Without an emoji: taken back. */
  likeStory(story: Story, emoji: string | undefined): Promise<void>
  postStory(story: NewStory): Promise<void>
  deleteStory(story: Story): Promise<void>
  /** Stories that stay, newest first. @param before 0 = from the newest */
  shelf(peer: PeerId, of: Shelf, before?: number): Promise<{ readonly stories: readonly Story[]; readonly total: number }>
  albums(peer: PeerId): Promise<readonly StoryAlbum[]>
  /** On my profile, or not any more. */
  keepStory(story: Story, kept: boolean): Promise<void>
  makeAlbum(title: string, stories: readonly Story[]): Promise<StoryAlbum>
  changeAlbum(album: number, story: Story, added: boolean): Promise<void>
  endAlbum(album: number): Promise<void>
  storyViewers(story: Story): Promise<{ readonly viewers: readonly StoryViewer[]; readonly total: number }>

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
