import type {
  AdminRight, Announcement, AppRequest, Ban, Birthday, Chat, Complaint, Connection, Device, Dialog, Draft, FileRef, Folder, FormattedText, Freeze, InlineResults, Invitation, Invite,
  LogEntry, LogFilter, LoginStep, MediaSticker, MediaVideo, Member, MemberFilter, Message, MessageId, NewPoll, NewStory, NewTodo, Notify, Offer, OpenedApp, OutgoingFile, PasswordState, PeerId, PollResults, Presence, Pressed,
  Privacy, PrivacyKey, Profile, Promo, Reaction, Seen, SentCode, ServerInfo, Shelf, Statistics, StickerSet, Story, StoryAlbum, StoryName, StoryRow, StoryViewer, Terms, Topic,
  Typing, TypingAction, User,
} from '../state/model'

/**
 * The language between the pages and the worker that holds the one connection: calls with one answer each, progress of
 * a running call, and events to all pages. Everything crosses by structured clone. `Wire` is the page's end
 * (`wire/page.ts` makes one), `worker.ts` is the other. Who uses it may import these types, never the code.
 */

export interface Peers { readonly users: readonly User[]; readonly chats: readonly Chat[] }
export interface Page { readonly messages: readonly Message[]; readonly peers: Peers; readonly total: number; readonly next?: unknown }
/** @see Calls.shelf */
export interface ShelfPage { readonly stories: readonly Story[]; readonly total: number; readonly peers: Peers }
export interface DialogPage { readonly dialogs: readonly Dialog[]; readonly tops: readonly Message[]; readonly peers: Peers; readonly next?: unknown }

/** What a page is told when it connects, so that nothing said before it came is lost; later, if the worker does not know yet. */
export interface Snapshot {
  readonly server: ServerInfo
  readonly connection: Connection
  /** 0 = signed out. It may be told without a connection; `me()` gives the whole user. */
  readonly me: PeerId
}

export type SignedIn =
  | { readonly step: 'ready'; readonly me: User }
  | { readonly step: 'signUp'; readonly terms?: Terms }
  | { readonly step: 'password'; readonly hint: string; readonly hasRecovery: boolean }
export type QrStep = SignedIn | { readonly step: 'qr'; readonly url: string; readonly expires: number }

export interface SendOptions {
  /** Decimal int64; the same for every try, so that nothing is sent twice. */
  readonly random: string
  readonly reply?: MessageId
  readonly story?: StoryName
  readonly quote?: FormattedText
  readonly silent?: boolean
  readonly schedule?: number
  readonly noWebPage?: boolean
  readonly ttl?: number
  /** Written into this thread. */
  readonly thread?: MessageId
  /** In whose name. */
  readonly sendAs?: PeerId
  /** The thread is one person's direct messages. */
  readonly direct?: boolean
  /** What I am ready to pay for it. */
  readonly stars?: number
  readonly offer?: Pick<Offer, 'stars' | 'date'>
}

/** Every call: its arguments and its answer. */
export interface Calls {
  // signing in
  sendCode(phone: string): SentCode
  resendCode(phone: string, hash: string): SentCode
  signIn(phone: string, hash: string, code: string): SignedIn
  signUp(phone: string, hash: string, firstName: string, lastName: string, invite?: string): SignedIn
  checkPassword(password: string): SignedIn
  /** New terms that wait to be accepted, and when to ask again (epoch seconds). */
  terms(): { readonly terms: Terms | null; readonly expires: number }
  acceptTerms(id: string): void
  /** null = the account is not frozen. */
  freeze(): Freeze | null
  requestRecovery(): string
  recoverPassword(code: string): SignedIn
  /** A fresh login token; when another device has accepted the last one, the step after it. */
  qr(): QrStep
  acceptQr(url: string): Device
  signOut(): void
  me(): User | null

  // announcements
  announcements(peer: PeerId): readonly Announcement[]
  announcementSeen(id: Uint8Array, followed: boolean): void
  reportAnnouncement(id: Uint8Array, option: string): Complaint
  wantsAnnouncements(): boolean
  setAnnouncements(wanted: boolean): void
  promo(): { readonly promo: Promo; readonly peers: Peers }
  dismissHint(name: string): void
  hidePromoted(peer: PeerId): void

  // chats
  dialogs(from: unknown, limit: number, archived: boolean): DialogPage
  dialog(peer: PeerId): DialogPage
  /** @param thread 0 = the whole chat */
  history(peer: PeerId, thread: MessageId, around: { readonly from: MessageId; readonly addOffset: number; readonly limit: number; /** the thread is one person's direct messages */ readonly direct?: boolean }): Page
  messages(peer: PeerId, ids: readonly MessageId[]): Page
  scheduled(peer: PeerId): Page
  sendScheduled(peer: PeerId, ids: readonly MessageId[]): void
  deleteScheduled(peer: PeerId, ids: readonly MessageId[]): void
  read(peer: PeerId, upTo: MessageId): void
  markUnread(peer: PeerId, marked: boolean): void
  pinDialog(peer: PeerId, pinned: boolean): void
  archive(peer: PeerId, archived: boolean): void
  setNotify(peer: PeerId, notify: Partial<Notify>): void
  /** @param thread 0 = the whole chat */
  saveDraft(peer: PeerId, draft: Draft | undefined, thread: MessageId, direct: boolean): void
  setTyping(peer: PeerId, action: TypingAction | 'cancel'): void
  clearHistory(peer: PeerId, forBoth: boolean, keepDialog: boolean): void
  folders(): readonly Folder[]

  // messages
  sendText(peer: PeerId, text: FormattedText, options: SendOptions): { readonly message: Message; readonly peers: Peers }
  /** Reports progress 0…1. One file, or an album. */
  sendFiles(peer: PeerId, files: readonly OutgoingFile[], caption: FormattedText, options: SendOptions): { readonly messages: readonly Message[]; readonly peers: Peers }
  edit(peer: PeerId, id: MessageId, text: FormattedText, scheduled: boolean): void
  remove(peer: PeerId, ids: readonly MessageId[], forBoth: boolean): void
  forward(from: PeerId, ids: readonly MessageId[], to: PeerId, randoms: readonly string[], options: { readonly silent?: boolean; readonly anonymous?: boolean }): void
  react(peer: PeerId, id: MessageId, emoji: readonly string[]): void
  pin(peer: PeerId, id: MessageId, pinned: boolean, forBoth: boolean): void
  listened(peer: PeerId, ids: readonly MessageId[]): void
  reactionsOffered(): readonly string[]

  // threads
  /** Where the comments on a post stand, and up to where I have read them. */
  discussion(channel: PeerId, post: MessageId): { readonly peer: PeerId; readonly thread: MessageId; readonly peers: Peers }
  topics(peer: PeerId): { readonly topics: readonly Topic[]; readonly peers: Peers }
  /** The people who have written to a channel. */
  directTopics(peer: PeerId): { readonly topics: readonly Topic[]; readonly peers: Peers }
  /** Answers the topic's id. */
  createTopic(peer: PeerId, title: string, color: number, random: string): MessageId
  editTopic(peer: PeerId, topic: MessageId, change: { readonly title?: string; readonly closed?: boolean }): void
  /** A basic group becomes a supergroup first. */
  setForum(peer: PeerId, on: boolean): void
  readThread(peer: PeerId, thread: MessageId, upTo: MessageId, direct: boolean): void
  /** People may write to the channel, each message for so many stars; or not any more. */
  setDirects(channel: PeerId, open: boolean, stars: number): void
  judgeOffer(peer: PeerId, id: MessageId, accepted: boolean, of: { readonly date?: number; readonly comment?: string }): void
  /** Groups in which a channel of mine may be discussed. */
  discussionGroups(): { readonly ids: readonly PeerId[]; readonly peers: Peers }
  /** @param group 0 = nowhere */
  setDiscussion(channel: PeerId, group: PeerId | 0): void

  // search
  search(peer: PeerId | 0, query: string, filter: 'all' | 'photo' | 'document' | 'link' | 'voice' | 'pinned', next: unknown, limit: number): Page
  searchPeers(query: string): { readonly mine: readonly PeerId[]; readonly others: readonly PeerId[]; readonly peers: Peers }
  resolve(username: string): { readonly peer: PeerId; readonly peers: Peers }
  resolvePhone(phone: string): { readonly peer: PeerId; readonly peers: Peers }

  // groups and channels
  /** Answers who could not be added, by their own wish. */
  createGroup(title: string, users: readonly PeerId[]): { readonly peer: PeerId; readonly missing: readonly PeerId[] }
  createChannel(of: { readonly title: string; readonly about: string; readonly broadcast: boolean }): PeerId
  join(peer: PeerId): void
  leaveChat(peer: PeerId): void
  /** Ends it for everybody. */
  endChat(peer: PeerId): void
  setChatTitle(peer: PeerId, title: string): void
  setChatAbout(peer: PeerId, about: string): void
  setChatPhoto(peer: PeerId, photo: Blob | undefined): void
  checkChatUsername(peer: PeerId, username: string): boolean
  /** A basic group becomes a supergroup when it has to. */
  setChatUsername(peer: PeerId, username: string): void
  setChatDefaults(peer: PeerId, bans: readonly Ban[]): void
  setSlowMode(peer: PeerId, seconds: number): void
  setHistoryHidden(peer: PeerId, hidden: boolean): void
  setSignatures(peer: PeerId, on: boolean): void
  setTtl(peer: PeerId, seconds: number): void
  members(peer: PeerId, filter: MemberFilter, query: string, offset: number, limit: number): { readonly members: readonly Member[]; readonly total: number; readonly peers: Peers }
  addMembers(peer: PeerId, users: readonly PeerId[]): readonly PeerId[]
  removeMember(peer: PeerId, user: PeerId): void
  /** Without rights: an admin no more. */
  setAdmin(peer: PeerId, user: PeerId, rights: readonly AdminRight[], rank: string): void
  /** Without bans: free again. */
  setBans(peer: PeerId, user: PeerId, bans: readonly Ban[], until: number): void
  commonChats(user: PeerId): { readonly ids: readonly PeerId[]; readonly peers: Peers }
  /** Looked at here: what happens in a channel of which I am not a member is told only then. */
  watch(peer: PeerId, on: boolean): void
  viewed(peer: PeerId, ids: readonly MessageId[]): readonly Seen[]
  mentions(peer: PeerId): Page
  /** What was done, newest first. @param before the oldest entry known */
  adminLog(peer: PeerId, filter: LogFilter, before: string | undefined): { readonly entries: readonly LogEntry[]; readonly complete: boolean; readonly peers: Peers }
  /** In whose names I may write. */
  senders(peer: PeerId): { readonly ids: readonly PeerId[]; readonly peers: Peers }
  setSender(peer: PeerId, sender: PeerId): void
  sendPoll(peer: PeerId, poll: NewPoll, options: SendOptions): void
  /** Nobody can vote any more. @param poll its id */
  closePoll(peer: PeerId, id: MessageId, poll: string): void
  sendTodo(peer: PeerId, todo: NewTodo, options: SendOptions): void
  tickTodo(peer: PeerId, id: MessageId, item: number, done: boolean): void
  addTodo(peer: PeerId, id: MessageId, items: readonly { readonly id: number; readonly text: string }[]): void
  vote(peer: PeerId, id: MessageId, options: readonly string[]): void

  // invite links
  invites(peer: PeerId): readonly Invite[]
  makeInvite(peer: PeerId, of: { readonly title: string; readonly expires: number; readonly limit: number; readonly byRequest: boolean }): Invite
  revokeInvite(peer: PeerId, link: string): void
  invitation(hash: string): { readonly invitation: Invitation; readonly peers: Peers }
  /** 0: the request waits for an admin. */
  acceptInvitation(hash: string): PeerId
  requests(peer: PeerId): { readonly users: readonly PeerId[]; readonly peers: Peers }
  decideRequest(peer: PeerId, user: PeerId, approved: boolean): void

  // stickers
  stickerSets(): readonly StickerSet[]
  emojiSets(): readonly StickerSet[]
  stickers(set: StickerSet): readonly MediaSticker[]
  /** Those of the documents with these numbers that are there. */
  customEmoji(ids: readonly string[]): readonly { readonly id: string; readonly media: MediaSticker }[]
  gifs(): readonly MediaVideo[]
  keepGif(file: FileRef, kept: boolean): void
  sendKnown(peer: PeerId, file: FileRef, options: SendOptions): { readonly message: Message; readonly peers: Peers }

  // bots
  /** Without data: a game is to be played. */
  pressButton(peer: PeerId, id: MessageId, data: Uint8Array | undefined): Pressed
  inlineResults(bot: PeerId, peer: PeerId, query: string, offset: string): { readonly found: InlineResults; readonly peers: Peers }
  sendInlineResult(peer: PeerId, query: string, result: string, options: SendOptions): void
  startBot(bot: PeerId, peer: PeerId, param: string, random: string): void
  /** @param theme the colours of the page, as JSON */
  openApp(request: AppRequest, theme: string): OpenedApp
  prolongApp(bot: PeerId, peer: PeerId, query: string): void
  sendAppData(bot: PeerId, button: string, data: string, random: string): void
  webLogin(peer: PeerId, id: MessageId, button: number, accepted: boolean, mayWrite: boolean): LoginStep
  /** Peers that a button asked for. */
  giveChosen(peer: PeerId, id: MessageId, button: number, chosen: readonly PeerId[]): void
  sendOwnContact(peer: PeerId, options: SendOptions): void
  sendPlace(peer: PeerId, at: { readonly latitude: number; readonly longitude: number }, options: SendOptions): void

  // stories
  stories(): { readonly rows: readonly StoryRow[]; readonly peers: Peers }
  story(peer: PeerId, id: number): { readonly story: Story | undefined; readonly peers: Peers }
  readStories(peer: PeerId, upTo: number): void
  likeStory(peer: PeerId, id: number, emoji: string | undefined): void
  postStory(story: NewStory & { readonly width: number; readonly height: number; readonly duration?: number }, random: string): void
  deleteStory(id: number): void
  storyViewers(id: number): { readonly viewers: readonly StoryViewer[]; readonly total: number; readonly peers: Peers }

  /** Stories that stay, newest first. @param before 0 = from the newest */
  shelf(peer: PeerId, of: Shelf, before: number): ShelfPage
  albums(peer: PeerId): readonly StoryAlbum[]
  keepStory(id: number, kept: boolean): void
  makeAlbum(title: string, stories: readonly number[]): StoryAlbum
  changeAlbum(album: number, story: number, added: boolean): void
  endAlbum(album: number): void

  // statistics
  statistics(peer: PeerId, of: 'channel' | 'group'): Statistics

  // files: reports progress 0…1
  download(file: FileRef): Blob

  // people
  contacts(): { readonly ids: readonly PeerId[]; readonly peers: Peers }
  addContact(user: PeerId | undefined, phone: string, firstName: string, lastName: string): { readonly peer: PeerId; readonly peers: Peers }
  deleteContact(user: PeerId): User
  profile(peer: PeerId): { readonly profile: Profile; readonly peers: Peers }
  blocked(): { readonly ids: readonly PeerId[]; readonly peers: Peers }
  setBlocked(peer: PeerId, blocked: boolean): void

  // me
  setProfile(change: { readonly firstName?: string; readonly lastName?: string; readonly about?: string }): User
  checkUsername(username: string): boolean
  setUsername(username: string): User
  setBirthday(birthday: Birthday | undefined): void
  setPhoto(photo: Blob): User
  removePhoto(): User
  setOnline(online: boolean): void
  devices(): readonly Device[]
  endDevice(id: string | undefined): void
  privacy(key: PrivacyKey): { readonly privacy: Privacy; readonly peers: Peers }
  setPrivacy(rule: Privacy): { readonly privacy: Privacy; readonly peers: Peers }
  password(): PasswordState
  setPassword(change: { readonly current?: string; readonly next?: string; readonly hint?: string; readonly email?: string }): void
  confirmEmail(code: string): void
  cancelEmail(): void
  deleteAccount(reason: string): void
}

/** What the worker tells every page unasked. */
export type WireEvent =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'connection'; readonly connection: Connection }
  | { readonly type: 'signedIn'; readonly me: User }
  | { readonly type: 'signedOut' }
  | { readonly type: 'peers'; readonly peers: Peers }
  | { readonly type: 'message'; readonly message: Message; readonly peers: Peers; /** the key under which it was sent from here */ readonly random?: string }
  | { readonly type: 'edited'; readonly message: Message; readonly peers: Peers }
  | { readonly type: 'deleted'; readonly chat: PeerId | 0; readonly ids: readonly MessageId[] }
  /** The whole history of a chat is gone, and with `dialog` its row in the list as well. */
  | { readonly type: 'cleared'; readonly peer: PeerId; readonly dialog: boolean }
  | { readonly type: 'scheduledChanged'; readonly chat: PeerId }
  | { readonly type: 'reactions'; readonly chat: PeerId; readonly id: MessageId; readonly reactions: readonly Reaction[] }
  | { readonly type: 'pinned'; readonly chat: PeerId; readonly ids: readonly MessageId[]; readonly pinned: boolean }
  | { readonly type: 'poll'; readonly id: string; readonly results: PollResults; readonly closed: boolean | undefined }
  | { readonly type: 'story'; readonly peer: PeerId; readonly id: number; readonly story: Story | undefined }
  | { readonly type: 'storyLiked'; readonly peer: PeerId; readonly id: number; readonly reaction: string | undefined }
  | { readonly type: 'storiesRead'; readonly peer: PeerId; readonly upTo: number }
  | { readonly type: 'views'; readonly chat: PeerId; readonly views: readonly Seen[] }
  /** I am in this chat now, if I was not before. */
  | { readonly type: 'joined'; readonly peer: PeerId }
  /** I am not in this chat any more. */
  | { readonly type: 'left'; readonly peer: PeerId }
  | { readonly type: 'listened'; readonly chat: PeerId | 0; readonly ids: readonly MessageId[] }
  | { readonly type: 'readInbox'; readonly peer: PeerId; readonly upTo: MessageId; readonly unread: number | undefined }
  | { readonly type: 'threadRead'; readonly peer: PeerId; readonly thread: MessageId; readonly upTo: MessageId }
  | { readonly type: 'threadReadOutbox'; readonly peer: PeerId; readonly thread: MessageId; readonly upTo: MessageId }
  | { readonly type: 'readOutbox'; readonly peer: PeerId; readonly upTo: MessageId }
  | { readonly type: 'typing'; readonly chat: PeerId; readonly typing: Typing }
  | { readonly type: 'presence'; readonly user: PeerId; readonly presence: Presence }
  | { readonly type: 'draft'; readonly peer: PeerId; readonly thread?: MessageId; readonly draft: Draft | undefined }
  | { readonly type: 'gifsChanged' }
  | { readonly type: 'notify'; readonly peer: PeerId; readonly notify: Notify }
  | { readonly type: 'dialogPinned'; readonly peer: PeerId; readonly pinned: boolean }
  | { readonly type: 'dialogsPinned'; readonly order: readonly PeerId[] }
  | { readonly type: 'dialogArchived'; readonly peer: PeerId; readonly archived: boolean }
  | { readonly type: 'dialogMarked'; readonly peer: PeerId; readonly marked: boolean }
  | { readonly type: 'folders'; readonly folders: readonly Folder[] }
  | { readonly type: 'blockedOne'; readonly peer: PeerId; readonly blocked: boolean }
  | { readonly type: 'profileChanged'; readonly peer: PeerId }
  | { readonly type: 'contactsChanged' }
  /** The QR code shown was scanned: ask `qr` again. */
  | { readonly type: 'qrScanned' }
  /** The log had a hole too big to tell: load what is on the screen anew. */
  | { readonly type: 'refresh' }

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Milliseconds; without it the default of 20 s, and none for files. */
  readonly timeout?: number
  readonly progress?: (done: number) => void
}

/** The page's end. Rejects with `Failure`. */
export interface Wire {
  call<M extends keyof Calls>(method: M, args: Parameters<Calls[M]>, options?: CallOptions): Promise<ReturnType<Calls[M]>>
  listen(ear: (event: WireEvent) => void): void
}

/** Page → worker. */
export type Request =
  /** First of all: the name of a Web Lock that this page holds for as long as it lives. */
  | { readonly hello: string }
  | { readonly id: number; readonly method: keyof Calls; readonly args: readonly unknown[] }
  | { readonly abort: number }

/** Worker → page. */
export type Response =
  | { readonly event: WireEvent }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly progress: number }
  | { readonly id: number; readonly failure: { readonly reason: string; readonly code: number; readonly seconds: number } }
