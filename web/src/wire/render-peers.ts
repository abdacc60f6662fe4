import { getMarkedPeerId, tl } from '@mtcute/web'
import { strippedPhotoToJpg } from '@mtcute/web/utils.js'
import { adminRights, bans, type AdminRight, type Ban, type Chat, type FileRef, type Notify, type PeerId, type Photo, type Presence, type User } from '../state/model'
import type { Peers } from './api'

/** Where a file was found, to find it anew when its reference has expired. https://core.telegram.org/api/file_reference */
export type Origin = { readonly chat: PeerId; readonly message: number } | { readonly set: string; readonly hash: string } | { readonly emoji: string } | { readonly peer: PeerId; readonly story: number }

/** What `FileRef.location` holds. Longs cross to the page as decimal strings. */
export type Location =
  | { readonly of: 'photo' | 'document'; readonly id: string; readonly hash: string; readonly reference: Uint8Array; readonly thumb: string; readonly from?: Origin }
  | { readonly of: 'peer'; readonly peer: PeerId; readonly photo: string; readonly big: boolean }

export const peerId = (peer: tl.TypePeer): PeerId => getMarkedPeerId(peer)

/** The service account that brings sign-in codes. https://core.telegram.org/api/auth */
const SERVICE = 777_000

const statuses: { readonly [name: string]: Presence } = {
  userStatusEmpty: { kind: 'long' }, userStatusRecently: { kind: 'recently' }, userStatusLastWeek: { kind: 'week' }, userStatusLastMonth: { kind: 'month' },
}

export function renderPresence(status: tl.TypeUserStatus | undefined): Presence {
  if (status?._ === 'userStatusOnline') return { kind: 'online', until: status.expires }
  if (status?._ === 'userStatusOffline') return { kind: 'offline', seen: status.wasOnline }
  return statuses[status?._ ?? 'userStatusEmpty'] ?? { kind: 'long' }
}

export function renderUser(user: tl.RawUser): User {
  return {
    id: user.id,
    firstName: user.firstName ?? '',
    lastName: user.lastName ?? '',
    ...optional('username', user.username ?? user.usernames?.find(name => name.active)?.username),
    ...optional('phone', user.phone),
    ...optional('photo', user.photo?._ === 'userProfilePhoto' ? renderPeerPhoto(user.id, user.photo) : undefined),
    presence: user.bot ? { kind: 'bot' } : renderPresence(user.status),
    self: !!user.self,
    contact: !!user.contact,
    mutual: !!user.mutualContact,
    bot: !!user.bot,
    deleted: !!user.deleted,
    verified: !!user.verified,
    service: user.id === SERVICE,
    ...(user.bot && user.botInlinePlaceholder !== undefined && { inline: user.botInlinePlaceholder }),
  }
}

const nothing = { forbidden: false, creator: false, rights: [], admin: false, bans: [], defaults: [], slow: false, signatures: false, byRequest: false, protected: false, forum: false, joinToSend: false, verified: false, direct: false, directOpen: false, stars: 0 }

export const renderRights = (rights: tl.TypeChatAdminRights | undefined): AdminRight[] => rights ? adminRights.filter(name => rights[name]) : []
export const renderBans = (rights: tl.TypeChatBannedRights | undefined): Ban[] => rights ? bans.filter(name => rights[name]) : []

/** The number of a channel as a peer, and of a group. */
export const channelPeer = (id: number): PeerId => peerId({ _: 'peerChannel', channelId: id })

export function renderChat(chat: tl.TypeChat): Chat {
  if (chat._ === 'chatEmpty') return { id: -chat.id, kind: 'group', title: '', left: true, ...nothing, forbidden: true }
  const channel = chat._ === 'channel' || chat._ === 'channelForbidden'
  const id = channel ? channelPeer(chat.id) : -chat.id
  const kind = !channel ? 'group' : chat.megagroup ? 'supergroup' : 'channel'
  if (chat._ === 'chatForbidden' || chat._ === 'channelForbidden') return { id, kind, title: chat.title, left: true, ...nothing, forbidden: true }
  const mine = chat._ === 'channel' ? renderBans(chat.bannedRights) : []
  const defaults = renderBans(chat.defaultBannedRights)
  return {
    ...nothing, id, kind, title: chat.title, left: !!chat.left, creator: !!chat.creator,
    rights: renderRights(chat.adminRights), admin: !!chat.creator || !!chat.adminRights, bans: [...new Set([...mine, ...defaults])], defaults, protected: !!chat.noforwards,
    ...(chat._ === 'channel' && {
      slow: !!chat.slowmodeEnabled, signatures: !!chat.signatures, byRequest: !!chat.joinRequest, forum: !!chat.forum, joinToSend: !!chat.joinToSend, verified: !!chat.verified,
      direct: !!chat.monoforum, directOpen: !!chat.broadcastMessagesAllowed, stars: Number(chat.sendPaidMessagesStars ?? 0),
      ...optional('directOf', chat.linkedMonoforumId && channelPeer(chat.linkedMonoforumId)),
      ...optional('username', chat.username ?? chat.usernames?.find(name => name.active)?.username),
    }),
    ...(chat._ === 'chat' && { forbidden: !!chat.deactivated && !chat.migratedTo, ...optional('movedTo', movedTo(chat)) }),
    ...optional('photo', chat.photo._ === 'chatPhoto' ? renderPeerPhoto(id, chat.photo) : undefined),
    ...optional('members', chat.participantsCount),
  }
}

const movedTo = ({ migratedTo }: tl.RawChat): PeerId | undefined => migratedTo?._ === 'inputChannel' ? channelPeer(migratedTo.channelId) : undefined

function renderPeerPhoto(peer: PeerId, photo: tl.RawUserProfilePhoto | tl.RawChatPhoto): Photo {
  const id = photo.photoId.toString()
  const file = (big: boolean): FileRef => ({ key: `peer:${id}:${big ? 'big' : 'small'}`, location: { of: 'peer', peer, photo: id, big } satisfies Location, mime: 'image/jpeg' })
  return { small: file(false), big: file(true), ...optional('thumb', photo.strippedThumb && renderStripped(photo.strippedThumb)) }
}

/** https://core.telegram.org/api/files#stripped-thumbnails */
export function renderStripped(stripped: Uint8Array): string {
  return 'data:image/jpeg;base64,' + btoa(String.fromCharCode(...strippedPhotoToJpg(stripped)))
}

/** Users and chats of an answer. Of those the server gave in short ("min") only the ones never seen whole are told. */
export function renderPeers(users: Iterable<tl.TypeUser>, chats: Iterable<tl.TypeChat>): Peers {
  const told: User[] = []
  const fresh = [...chats].filter(chat => chat._ !== 'channel' || !chat.min)
  for (const chat of fresh) met.add(`${chat._}${chat.id}`)
  for (const user of users) {
    if (user._ === 'userEmpty' || (user.min && whole.has(user.id))) continue
    if (!user.min) whole.add(user.id)
    told.push(renderUser(user))
  }
  return { users: told, chats: fresh.map(renderChat) }
}
const whole = new Set<PeerId>()
/** The groups and channels that were told, by kind and number. */
const met = new Set<string>()

/** Users and chats out of mtcute's own store may be old: only those of whom nothing newer was told. */
export const renderStrangers = (users: Iterable<tl.TypeUser>, chats: Iterable<tl.TypeChat>): Peers => {
  const strange = [...chats].filter(chat => !met.has(`${chat._}${chat.id}`))
  for (const chat of strange) met.add(`${chat._}${chat.id}`)
  return renderPeers([...users].filter(user => !whole.has(user.id)), strange)
}

export const renderNotify = (settings: tl.TypePeerNotifySettings): Notify =>
  ({ muteUntil: settings.muteUntil ?? 0, silent: settings.silent ?? false, previews: settings.showPreviews ?? true })

/** `{ [key]: value }`, or nothing when there is no value. */
export function optional<K extends string, V>(key: K, value: V | undefined | null | ''): { readonly [P in K]?: V } {
  return value === undefined || value === null || value === '' ? {} : { [key]: value } as { readonly [P in K]: V }
}
