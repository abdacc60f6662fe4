import type { Event, Peers } from './events'
import type { PeerId } from './model'
import * as lists from './reduce-dialogs'
import * as windows from './reduce-history'
import * as topics from './reduce-topics'
import * as stories from './reduce-stories'
import { emptyState, type State, type Table } from './state'
import { patch, put, without } from './table'

type Reducers = { readonly [T in Event['type']]: (state: State, event: Extract<Event, { type: T }>) => State }

function addAll<T extends { readonly id: PeerId }>(table: Table<T>, rows: readonly T[]): Table<T> {
  return rows.length ? { ...table, ...Object.fromEntries(rows.map(row => [row.id, row])) } : table
}

const addPeers = (state: State, peers: Peers): State =>
  peers.users.length || peers.chats.length ? { ...state, users: addAll(state.users, peers.users), chats: addAll(state.chats, peers.chats) } : state

/** One row per event; what a chat or the list of chats does with it stands in their own files. */
const reducers: Reducers = {
  session: (state, { session }) => ({ ...state, session }),
  server: (state, { server }) => ({ ...state, server }),
  connection: (state, { connection }) => state.connection === connection ? state : { ...state, connection },
  signedIn: (state, { me }) => ({ ...state, session: { step: 'ready' }, me: me.id, users: put(state.users, me.id, me) }),
  signedOut: ({ settings, server, connection, updateReady }) => ({ ...emptyState, settings, server, connection, updateReady, session: { step: 'phone' } }),
  restored: (state, { me, peers, dialogs, tops }) => ({
    ...addPeers(state, peers), session: { step: 'ready' }, me: me.id,
    dialogs: Object.fromEntries(dialogs.map(dialog => [dialog.peer, dialog])), tops: Object.fromEntries(tops.map(top => [top.chat, top])),
  }),
  peers: (state, { peers }) => addPeers(state, peers),
  profile: (state, { profile }) => ({ ...state, profiles: put(state.profiles, profile.peer, profile) }),
  left: lists.left,
  stickerSets: (state, { sets }) => ({ ...state, stickerSets: sets }),
  customEmoji: (state, { emoji }) => ({ ...state, customEmoji: { ...state.customEmoji, ...emoji } }),
  gifs: (state, { gifs }) => ({ ...state, gifs }),
  stories: stories.stories,
  story: stories.story,
  storyLiked: stories.storyLiked,
  storiesRead: stories.storiesRead,
  contacts: (state, { users }) => ({ ...state, contacts: users }),
  blocked: (state, { peers }) => ({ ...state, blocked: peers }),
  blockedOne: (state, { peer, blocked }) => ({
    ...state,
    blocked: [...state.blocked.filter(other => other !== peer), ...(blocked ? [peer] : [])],
    profiles: patch(state.profiles, peer, profile => ({ ...profile, blocked })),
  }),
  folders: (state, { folders }) => ({ ...state, folders }),
  reactionsOffered: (state, { emoji }) => ({ ...state, reactions: emoji }),
  presence: (state, { user, presence }) => ({ ...state, users: patch(state.users, user, old => ({ ...old, presence })) }),
  typing: (state, { chat, typing }) => ({
    ...state,
    typing: put(state.typing, chat, [...(state.typing[chat] ?? []).filter(one => one.user !== typing.user), ...(typing.until ? [typing] : [])]),
  }),
  tick: (state, { now }) => {
    const stale = Object.entries(state.typing).filter(([, list]) => list.some(one => one.until <= now))
    return stale.length
      ? { ...state, typing: { ...state.typing, ...Object.fromEntries(stale.map(([chat, list]) => [chat, list.filter(one => one.until > now)])) } }
      : state
  },

  dialogsLoading: state => ({ ...state, dialogsLoading: true }),
  dialogs: lists.dialogs,
  dialogRemoved: lists.dialogRemoved,
  dialogPinned: lists.dialogPinned,
  dialogsPinned: lists.dialogsPinned,
  dialogArchived: lists.dialogArchived,
  dialogMarked: lists.dialogMarked,
  notify: lists.notify,
  draft: lists.draft,
  readInbox: lists.readInbox,
  readOutbox: lists.readOutbox,

  opened: (state, { peer, thread = 0 }) => state.open === peer && state.thread === thread ? state : { ...state, open: peer, thread },
  historyLoading: windows.historyLoading,
  history: windows.history,
  topics: topics.topics,
  threadRead: topics.threadRead,
  threadReadOutbox: topics.threadReadOutbox,
  pinnedLoaded: windows.pinnedLoaded,
  scheduledLoaded: windows.scheduledLoaded,
  historyCleared: windows.historyCleared,
  historiesStale: windows.historiesStale,

  message: windows.message,
  edited: windows.edited,
  deleted: windows.deleted,
  reactions: windows.reactions,
  pinned: windows.pinned,
  listened: windows.listened,
  poll: windows.poll,
  views: windows.views,
  queued: windows.queued,
  sent: windows.sent,
  sendFailed: windows.sendFailed,
  sendRetried: windows.sendRetried,
  discarded: windows.discarded,
  uploading: windows.uploading,
  file: (state, { key, file }) => ({ ...state, files: file ? { ...state.files, [key]: file } : without(state.files, key) }),

  settings: (state, { settings }) => ({ ...state, settings: { ...state.settings, ...settings } }),
  updateReady: state => ({ ...state, updateReady: true }),
}

/** What the state becomes by an event. Pure: the same state and event give the same state. */
export function reduce(state: State, event: Event): State {
  return (reducers[event.type] as (state: State, event: Event) => State)(state, event)
}
