import { getMarkedPeerId, tl } from '@mtcute/web'
import { strippedPhotoToJpg } from '@mtcute/web/utils.js'
import type { Chat, FileRef, Notify, PeerId, Photo, Presence, User } from '../state/model'
import type { Peers } from './api'

/** What `FileRef.location` holds. Longs cross to the page as decimal strings. */
export type Location =
  | { readonly of: 'photo' | 'document'; readonly id: string; readonly hash: string; readonly reference: Uint8Array; readonly thumb: string }
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
  }
}

function renderChat(chat: tl.TypeChat): Chat {
  if (chat._ === 'chatEmpty') return { id: -chat.id, kind: 'group', title: '', left: true, canSend: false }
  const channel = chat._ === 'channel' || chat._ === 'channelForbidden'
  const id = peerId(channel ? { _: 'peerChannel', channelId: chat.id } : { _: 'peerChat', chatId: chat.id })
  const kind = !channel ? 'group' : chat.megagroup ? 'supergroup' : 'channel'
  if (chat._ === 'chatForbidden' || chat._ === 'channelForbidden') return { id, kind, title: chat.title, left: true, canSend: false }
  const rights = chat.adminRights
  const left = !!chat.left
  const canSend = !left && (kind !== 'channel' || !!chat.creator || !!rights?.postMessages)
  return {
    id, kind, title: chat.title, left, canSend,
    ...optional('username', chat._ === 'channel' ? chat.username : undefined),
    ...optional('photo', chat.photo._ === 'chatPhoto' ? renderPeerPhoto(id, chat.photo) : undefined),
    ...optional('members', chat.participantsCount),
  }
}

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
  for (const user of users) {
    if (user._ === 'userEmpty' || (user.min && whole.has(user.id))) continue
    if (!user.min) whole.add(user.id)
    told.push(renderUser(user))
  }
  return { users: told, chats: [...chats].map(renderChat) }
}
const whole = new Set<PeerId>()

/** Users and chats out of mtcute's own store may be old: only those of whom nothing newer was told. */
export const renderStrangers = (users: Iterable<tl.TypeUser>, chats: Iterable<tl.TypeChat>): Peers =>
  renderPeers([...users].filter(user => !whole.has(user.id)), chats)

export const renderNotify = (settings: tl.TypePeerNotifySettings): Notify =>
  ({ muteUntil: settings.muteUntil ?? 0, silent: settings.silent ?? false, previews: settings.showPreviews ?? true })

/** `{ [key]: value }`, or nothing when there is no value. */
export function optional<K extends string, V>(key: K, value: V | undefined | null | ''): { readonly [P in K]?: V } {
  return value === undefined || value === null || value === '' ? {} : { [key]: value } as { readonly [P in K]: V }
}
