import type {
  Chat, Connection, Dialog, Draft, FileState, Folder, MediaSticker, MediaVideo, Message, MessageId, PeerId, Profile, Progress, ServerInfo, Session, Settings, StickerSet,
  StoryRow, Topic, Typing, User,
} from './model'

/** Tables are plain objects keyed by id; every change makes a new object on the path that changed and on no other. */
export type Table<T> = { readonly [id: number]: T }

/** A contiguous piece of one chat's history. Ids ascend. */
export interface History {
  readonly ids: readonly MessageId[]
  readonly messages: Table<Message>
  /** On their way or failed, in the order written; shown after the rest when `atEnd`. */
  readonly pending: readonly Message[]
  /** The oldest message of the chat is in `ids`. */
  readonly atStart: boolean
  /** The newest message of the chat is in `ids`: what arrives may be appended. */
  readonly atEnd: boolean
  readonly loading: 'none' | 'older' | 'newer' | 'around'
  readonly pinned: readonly Message[]
  readonly scheduled: readonly Message[]
}

export interface State {
  readonly session: Session
  readonly server: ServerInfo | null
  readonly connection: Connection
  readonly me: PeerId
  readonly users: Table<User>
  readonly chats: Table<Chat>
  readonly profiles: Table<Profile>
  readonly dialogs: Table<Dialog>
  /** The last message of every dialog, also of those whose history is not open. */
  readonly tops: Table<Message>
  readonly dialogsLoading: boolean
  readonly dialogsComplete: boolean
  readonly folders: readonly Folder[]
  readonly histories: Table<History>
  /** Windows into single threads, by chat and by the message that begins them. */
  readonly threads: Table<Table<History>>
  /** Topics of forums, once asked for. */
  readonly topics: Table<readonly Topic[]>
  /** The chat on the screen; 0 = none. */
  readonly open: PeerId
  /** The thread of it that is on the screen; 0 = the whole chat. */
  readonly thread: MessageId
  readonly typing: Table<readonly Typing[]>
  readonly files: { readonly [key: string]: FileState }
  readonly uploads: { readonly [messageKey: string]: Progress }
  readonly contacts: readonly PeerId[]
  readonly blocked: readonly PeerId[]
  /** Emoji that may be used as reactions, the favourite first. */
  readonly reactions: readonly string[]
  /** The sets of stickers that I use, once asked for. */
  readonly stickerSets: readonly StickerSet[]
  /** Emoji that are pictures, by the numbers of their documents, as they were needed. */
  readonly customEmoji: Readonly<Record<string, MediaSticker>>
  /** GIFs that I keep; undefined until asked for. */
  readonly gifs?: readonly MediaVideo[]
  /** What stands half written in single threads, by chat and thread. */
  readonly drafts: Table<Table<Draft>>
  /** Whoever has active stories to show. */
  readonly stories: readonly StoryRow[]
  readonly settings: Settings
  /** A newer build of this page waits; `actions.reload()` takes it. */
  readonly updateReady: boolean
}

export const noHistory: History = { ids: [], messages: {}, pending: [], atStart: false, atEnd: false, loading: 'none', pinned: [], scheduled: [] }

export const defaultSettings: Settings = {
  theme: 'system', language: 'system', textSize: 16, sendWith: 'enter', notifications: false, sound: true, previews: true,
}

export const emptyState: State = {
  session: { step: 'starting' }, server: null, connection: 'connecting', me: 0, users: {}, chats: {}, profiles: {}, dialogs: {}, tops: {},
  dialogsLoading: false, dialogsComplete: false, folders: [], histories: {}, threads: {}, topics: {}, drafts: {}, open: 0, thread: 0, typing: {}, files: {}, uploads: {}, contacts: [],
  blocked: [], reactions: [], stickerSets: [], customEmoji: {}, stories: [], settings: defaultSettings, updateReady: false,
}
