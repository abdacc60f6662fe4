/** The nouns of groups and channels; part of the vocabulary in `model.ts`. */
import type { PeerId, Photo } from './basics'

/** What an admin may do. https://core.telegram.org/constructor/chatAdminRights */
export const adminRights = [
  'changeInfo', 'postMessages', 'editMessages', 'deleteMessages', 'banUsers', 'inviteUsers', 'pinMessages', 'addAdmins', 'anonymous', 'manageCall', 'manageTopics', 'manageDirectMessages', 'other',
] as const
export type AdminRight = (typeof adminRights)[number]

/** What may be forbidden to members. https://core.telegram.org/constructor/chatBannedRights */
export const bans = [
  'viewMessages', 'sendMessages', 'sendPlain', 'sendPhotos', 'sendVideos', 'sendRoundvideos', 'sendAudios', 'sendVoices', 'sendDocs', 'sendMedia',
  'sendStickers', 'sendGifs', 'sendGames', 'sendInline', 'embedLinks', 'sendPolls', 'changeInfo', 'inviteUsers', 'pinMessages', 'manageTopics',
] as const
export type Ban = (typeof bans)[number]

/** A group or channel. */
export interface Chat {
  readonly id: PeerId
  readonly kind: 'group' | 'supergroup' | 'channel'
  readonly title: string
  readonly username?: string
  readonly photo?: Photo
  readonly members?: number
  /** I am not in it; a public one may still be read. */
  readonly left: boolean
  /** I was shut out, or it is gone: nothing of it can be read. */
  readonly forbidden: boolean
  readonly creator: boolean
  /** What I may do as an admin; empty when I am none. The creator may do everything. */
  readonly rights: readonly AdminRight[]
  readonly admin: boolean
  /** What I may not do here, by the chat's own rules or by a restriction of mine. */
  readonly bans: readonly Ban[]
  /** What members may not do. */
  readonly defaults: readonly Ban[]
  readonly slow: boolean
  readonly signatures: boolean
  /** Joining needs an admin's leave. */
  readonly byRequest: boolean
  readonly protected: boolean
  /** Its messages are sorted into topics. */
  readonly forum: boolean
  /** Who only comments need not join. */
  readonly joinToSend: boolean
  readonly verified: boolean
  /** These are the direct messages of a channel: people write to it here, and its admins answer, each person apart. */
  readonly direct: boolean
  /** Direct messages may be written. */
  readonly directOpen: boolean
  /** The direct messages of this channel, or the channel of these direct messages. */
  readonly directOf?: PeerId
  /** Stars that a message of mine costs here. */
  readonly stars: number
  /** The supergroup that a basic group became. */
  readonly movedTo?: PeerId
}

/** What only the info page of a group or channel needs. */
export interface GroupProfile {
  readonly online?: number
  readonly admins?: number
  readonly removed?: number
  readonly restricted?: number
  readonly canSeeMembers: boolean
  readonly canSetUsername: boolean
  readonly canSeeStats?: boolean
  /** Seconds between two messages of one member; 0 = no limit. */
  readonly slowMode: number
  /** Newcomers do not see what was before them. */
  readonly historyHidden: boolean
  readonly linked?: PeerId
  /** In whose name I write here, when not in mine. */
  readonly sendAs?: PeerId
  readonly invite?: Invite
  /** People who wait for leave to join. */
  readonly requests: number
  /** Of basic groups, which are told whole. */
  readonly members?: readonly Member[]
}

export interface Member {
  readonly peer: PeerId
  readonly role: 'creator' | 'admin' | 'member' | 'restricted' | 'removed'
  /** An admin's custom title. */
  readonly rank: string
  readonly rights: readonly AdminRight[]
  readonly bans: readonly Ban[]
  /** When the restriction ends; 0 = never. */
  readonly until: number
  readonly date: number
  /** I may change the rights of this admin. */
  readonly canEdit: boolean
}

export type MemberFilter = 'all' | 'admins' | 'removed' | 'restricted'

export interface Invite {
  readonly link: string
  readonly title: string
  readonly permanent: boolean
  readonly revoked: boolean
  readonly byRequest: boolean
  /** 0 = never */
  readonly expires: number
  /** 0 = no limit */
  readonly limit: number
  readonly used: number
  readonly waiting: number
}

/** What an invite link leads to, before one joins. */
export type Invitation =
  | { readonly kind: 'open'; readonly peer: PeerId }
  | {
    readonly kind: 'closed'; readonly title: string; readonly about: string; readonly channel: boolean; readonly members: number
    readonly photo?: Photo['small']; readonly known: readonly PeerId[]; readonly byRequest: boolean
  }

const has = <T>(list: readonly T[], one: T): boolean => list.includes(one)

/** Whether I may do this as an admin. */
export const leads = (chat: Chat | undefined, right: AdminRight): boolean => !!chat && !chat.left && (chat.creator || has(chat.rights, right))

/**
 * Whether I may do what members usually may, such as sending pictures. In a channel only those may who post; comments may
 * be written by those who have not joined, where the group does not ask for it.
 */
export function may(chat: Chat | undefined, what: Ban, thread = 0): boolean {
  if (chat?.direct) return mayDirect(chat, thread)
  if (!chat || (chat.left && !(thread && !chat.joinToSend)) || chat.forbidden || chat.movedTo !== undefined) return false
  if (chat.creator) return true
  if (chat.kind === 'channel') return has(chat.rights, 'postMessages')
  return chat.admin || !has(chat.bans, what)
}

/** By right as an admin, or as everybody here. */
const either = (chat: Chat | undefined, right: AdminRight & Ban): boolean =>
  leads(chat, right) || (chat?.kind !== 'channel' && !chat?.admin && may(chat, right))

/** Whether I may change title, photo and description. */
export const mayChange = (chat: Chat | undefined): boolean => either(chat, 'changeInfo')
export const mayInvite = (chat: Chat | undefined): boolean => either(chat, 'inviteUsers')
export const mayPin = (chat: Chat | undefined): boolean => chat?.kind === 'channel' ? leads(chat, 'editMessages') : either(chat, 'pinMessages')
/** Whether I may open a topic of my own in a forum. */
export const mayOpenTopics = (chat: Chat | undefined): boolean => !!chat?.forum && either(chat, 'manageTopics')
/** Whether I answer people here in the channel's name. */
export const answers = (chat: Chat | undefined): boolean => !!chat?.direct && chat.admin
/** Whether I may write here at all. */
export const maySend = (chat: Chat | undefined, thread = 0): boolean => may(chat, 'sendMessages', thread)

/** To a channel everybody writes as long as it is open, and its admins answer one person at a time. */
const mayDirect = (chat: Chat, thread: number): boolean => answers(chat) ? thread > 0 : chat.directOpen && !chat.forbidden
