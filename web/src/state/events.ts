import type {
  Chat, Connection, Dialog, Draft, FileState, Folder, MediaSticker, MediaVideo, Message, MessageId, Notify, PeerId, PollResults, Presence, Profile, Reaction, Seen, ServerInfo, Session,
  Settings, StickerSet, Story, StoryRow, Topic, Typing, User,
} from './model'

/** People and chats that came along with something else. */
export interface Peers { readonly users: readonly User[]; readonly chats: readonly Chat[] }

/** Everything that can change the state. Past tense: these are facts, whoever brought them. */
export type Event =
  | { readonly type: 'session'; readonly session: Session }
  | { readonly type: 'server'; readonly server: ServerInfo }
  | { readonly type: 'connection'; readonly connection: Connection }
  | { readonly type: 'signedIn'; readonly me: User }
  | { readonly type: 'signedOut' }
  | { readonly type: 'peers'; readonly peers: Peers }
  | { readonly type: 'profile'; readonly profile: Profile }
  | { readonly type: 'left'; readonly peer: PeerId }
  | { readonly type: 'stickerSets'; readonly sets: readonly StickerSet[] }
  | { readonly type: 'customEmoji'; readonly emoji: Readonly<Record<string, MediaSticker>> }
  | { readonly type: 'gifs'; readonly gifs: readonly MediaVideo[] }
  | { readonly type: 'stories'; readonly rows: readonly StoryRow[] }
  | { readonly type: 'story'; readonly peer: PeerId; readonly id: number; readonly story: Story | undefined }
  | { readonly type: 'storyLiked'; readonly peer: PeerId; readonly id: number; readonly reaction: string | undefined }
  | { readonly type: 'storiesRead'; readonly peer: PeerId; readonly upTo: number }
  | { readonly type: 'contacts'; readonly users: readonly PeerId[] }
  | { readonly type: 'blocked'; readonly peers: readonly PeerId[] }
  | { readonly type: 'blockedOne'; readonly peer: PeerId; readonly blocked: boolean }
  | { readonly type: 'folders'; readonly folders: readonly Folder[] }
  | { readonly type: 'reactionsOffered'; readonly emoji: readonly string[] }
  | { readonly type: 'presence'; readonly user: PeerId; readonly presence: Presence }
  | { readonly type: 'typing'; readonly chat: PeerId; readonly typing: Typing }
  | { readonly type: 'tick'; readonly now: number }
  // the list of chats
  | { readonly type: 'dialogsLoading' }
  | { readonly type: 'dialogs'; readonly dialogs: readonly Dialog[]; readonly tops: readonly Message[]; readonly complete: boolean }
  | { readonly type: 'dialogRemoved'; readonly peer: PeerId }
  | { readonly type: 'dialogPinned'; readonly peer: PeerId; readonly pinned: boolean }
  | { readonly type: 'dialogsPinned'; readonly order: readonly PeerId[] }
  | { readonly type: 'dialogArchived'; readonly peer: PeerId; readonly archived: boolean }
  | { readonly type: 'dialogMarked'; readonly peer: PeerId; readonly marked: boolean }
  | { readonly type: 'notify'; readonly peer: PeerId; readonly notify: Notify }
  | { readonly type: 'draft'; readonly peer: PeerId; readonly thread?: MessageId; readonly draft: Draft | undefined }
  | { readonly type: 'readInbox'; readonly peer: PeerId; readonly upTo: MessageId; readonly unread: number | undefined }
  | { readonly type: 'readOutbox'; readonly peer: PeerId; readonly upTo: MessageId }
  // one chat
  | { readonly type: 'opened'; readonly peer: PeerId; readonly thread?: MessageId }
  | { readonly type: 'historyLoading'; readonly peer: PeerId; readonly thread?: MessageId; readonly side: 'older' | 'newer' | 'around' | 'none' }
  /** `replace` starts the window anew; otherwise the page is put at the given side. */
  | {
    readonly type: 'history'; readonly peer: PeerId; readonly thread?: MessageId; readonly messages: readonly Message[]; readonly side: 'older' | 'newer' | 'replace'
    readonly atStart?: boolean; readonly atEnd?: boolean
  }
  | { readonly type: 'topics'; readonly peer: PeerId; readonly topics: readonly Topic[] }
  /** I have read this far in a thread. */
  | { readonly type: 'threadRead'; readonly peer: PeerId; readonly thread: MessageId; readonly upTo: MessageId }
  /** The person has read this far. */
  | { readonly type: 'threadReadOutbox'; readonly peer: PeerId; readonly thread: MessageId; readonly upTo: MessageId }
  | { readonly type: 'pinnedLoaded'; readonly peer: PeerId; readonly messages: readonly Message[] }
  | { readonly type: 'scheduledLoaded'; readonly peer: PeerId; readonly messages: readonly Message[] }
  | { readonly type: 'historyCleared'; readonly peer: PeerId }
  /** More was missed than can be told: every window may have holes. */
  | { readonly type: 'historiesStale' }
  // messages
  | { readonly type: 'message'; readonly message: Message; /** its random id, when this client sent it */ readonly key?: string }
  | { readonly type: 'edited'; readonly message: Message }
  /** chat 0: ids of the user's own box, in whichever chat they sit */
  | { readonly type: 'deleted'; readonly chat: PeerId; readonly ids: readonly MessageId[] }
  | { readonly type: 'reactions'; readonly chat: PeerId; readonly id: MessageId; readonly reactions: readonly Reaction[] }
  | { readonly type: 'pinned'; readonly chat: PeerId; readonly ids: readonly MessageId[]; readonly pinned: boolean }
  | { readonly type: 'listened'; readonly chat: PeerId; readonly ids: readonly MessageId[] }
  | { readonly type: 'poll'; readonly id: string; readonly results: PollResults; readonly closed: boolean | undefined }
  | { readonly type: 'views'; readonly chat: PeerId; readonly views: readonly Seen[] }
  | { readonly type: 'queued'; readonly message: Message }
  | { readonly type: 'sent'; readonly key: string; readonly message: Message }
  | { readonly type: 'sendFailed'; readonly chat: PeerId; readonly key: string; readonly reason: string }
  | { readonly type: 'sendRetried'; readonly chat: PeerId; readonly key: string }
  | { readonly type: 'discarded'; readonly chat: PeerId; readonly key: string }
  | { readonly type: 'uploading'; readonly key: string; readonly progress: number | undefined }
  | { readonly type: 'file'; readonly key: string; readonly file: FileState | undefined }
  // this browser
  | { readonly type: 'settings'; readonly settings: Partial<Settings> }
  | { readonly type: 'updateReady' }
  /** What was kept from the last visit: shown until the server answers. */
  | { readonly type: 'restored'; readonly me: User; readonly peers: Peers; readonly dialogs: readonly Dialog[]; readonly tops: readonly Message[] }
