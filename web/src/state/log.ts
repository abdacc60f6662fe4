/** What was done in a group or channel; part of the vocabulary in `model.ts`. https://core.telegram.org/api/recent-actions */
import type { PeerId } from './basics'

export const logKinds = [
  'title', 'about', 'aboutCleared', 'username', 'usernameCleared', 'photo', 'photoRemoved', 'invitesOn', 'invitesOff', 'signaturesOn', 'signaturesOff',
  'pinned', 'unpinned', 'edited', 'deleted', 'posted', 'pollEnded', 'joined', 'joinedByLink', 'joinedByRequest', 'left', 'invited', 'banned', 'restricted',
  'unbanned', 'promoted', 'demoted', 'rights', 'historyShown', 'historyHidden', 'slowOn', 'slowOff', 'linked', 'unlinked', 'timer', 'timerOff', 'permissions',
  'forumOn', 'forumOff', 'protectedOn', 'protectedOff', 'topicCreated', 'topicEdited', 'topicDeleted', 'other',
] as const
export type LogKind = (typeof logKinds)[number]

/** Kinds of deeds that may be asked for together. */
export const logGroups = ['members', 'bans', 'admins', 'settings', 'messages', 'topics'] as const
export type LogGroup = (typeof logGroups)[number]
/** What of it one wants to see; an empty list stands for all. */
export interface LogFilter { readonly query: string; readonly kinds: readonly LogGroup[]; readonly admins: readonly PeerId[] }

export interface LogEntry {
  /** Decimal; counts up. */
  readonly id: string
  readonly date: number
  readonly who: PeerId
  readonly kind: LogKind
  /** With whom it was done. */
  readonly whom?: PeerId
  /** The new title, the text of the message, … */
  readonly text?: string
  /** What stood there before. */
  readonly before?: string
}
