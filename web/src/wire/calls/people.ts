import { Long, tl } from '@mtcute/web'
import { Failure } from '../../state/failure'
import type { FileRef, GroupProfile, PeerId, Profile, User } from '../../state/model'
import { noPeers, type Link, type Running } from '../link'
import { renderBotInfo } from '../render-bots'
import { renderPhoto } from '../render-media'
import { renderGroupMembers, renderInvite } from '../render-members'
import { channelPeer, optional, peerId, renderNotify, renderPeers, renderUser } from '../render-peers'
import type { Calls } from '../api'
import type { Answers } from './call'

type ProfileAnswer = ReturnType<Calls['profile']>

const photosOf = (...photos: readonly (tl.TypePhoto | undefined)[]): FileRef[] =>
  photos.flatMap(photo => photo?._ === 'photo' ? [renderPhoto(photo, false).full] : [])

async function userProfile(link: Link, running: Running, peer: PeerId): Promise<ProfileAnswer> {
  const id = await link.user(peer)
  const answer = await link.call({ _: 'users.getFullUser', id }, running)
  const full = answer.fullUser
  const older = full.profilePhoto ? await link.call({ _: 'photos.getUserPhotos', userId: id, offset: 0, maxId: Long.ZERO, limit: 50 }, running) : undefined
  const profile: Profile = {
    peer, about: full.about ?? '', blocked: !!full.blocked, commonChats: full.commonChatsCount, ttl: full.ttlPeriod ?? 0,
    notify: renderNotify(full.notifySettings),
    photos: older?.photos.length ? photosOf(...older.photos) : photosOf(full.personalPhoto, full.profilePhoto),
    ...optional('bots', full.botInfo && [renderBotInfo(full.botInfo, peer)]),
    ...optional('birthday', full.birthday && { day: full.birthday.day, month: full.birthday.month, ...optional('year', full.birthday.year) }),
  }
  return { profile, peers: renderPeers(answer.users, answer.chats) }
}

async function chatProfile(link: Link, running: Running, peer: PeerId): Promise<ProfileAnswer> {
  const input = await link.peer(peer)
  const answer = input._ === 'inputPeerChat'
    ? await link.call({ _: 'messages.getFullChat', chatId: input.chatId }, running)
    : await link.call({ _: 'channels.getFullChannel', channel: await link.channel(peer) }, running)
  const full = answer.fullChat
  const profile: Profile = {
    peer, about: full.about, blocked: false, commonChats: 0, ttl: full.ttlPeriod ?? 0, notify: renderNotify(full.notifySettings), photos: photosOf(full.chatPhoto),
    group: renderGroup(full, link.me), bots: (full.botInfo ?? []).map(info => renderBotInfo(info, 0)),
  }
  return { profile, peers: renderPeers(answer.users, answer.chats) }
}

function renderGroup(full: tl.TypeChatFull, me: PeerId): GroupProfile {
  const common = { requests: full.requestsPending ?? 0, ...optional('invite', full.exportedInvite && renderInvite(full.exportedInvite)) }
  if (full._ === 'chatFull') {
    const members = renderGroupMembers(full.participants, me)
    return { ...common, canSeeMembers: true, canSetUsername: !!full.canSetUsername, slowMode: 0, historyHidden: true, members }
  }
  return {
    ...common, canSeeMembers: !!full.canViewParticipants, canSetUsername: !!full.canSetUsername, slowMode: full.slowmodeSeconds ?? 0, historyHidden: !!full.hiddenPrehistory,
    canSeeStats: !!full.canViewStats,
    ...optional('online', full.onlineCount), ...optional('admins', full.adminsCount), ...optional('removed', full.kickedCount), ...optional('restricted', full.bannedCount),
    ...optional('sendAs', full.defaultSendAs && peerId(full.defaultSendAs)),
    ...optional('linked', full.linkedChatId && channelPeer(full.linkedChatId)),
  }
}

async function importPhone(link: Link, running: Running, phone: string, firstName: string, lastName: string): Promise<ReturnType<Calls['addContact']>> {
  const answer = await link.call({
    _: 'contacts.importContacts', contacts: [{ _: 'inputPhoneContact', clientId: Long.ZERO, phone, firstName, lastName }],
  }, running)
  const [imported] = answer.imported
  if (!imported) throw new Failure('PHONE_NOT_OCCUPIED', 400)
  const peers = renderPeers(answer.users, [])
  link.emit({ type: 'peers', peers })
  link.emit({ type: 'contactsChanged' })
  return { peer: imported.userId, peers }
}

/** One user as he is now; every page is told. */
async function refresh(link: Link, running: Running, id: PeerId): Promise<User> {
  const [raw] = await link.call({ _: 'users.getUsers', id: [await link.user(id)] }, running)
  if (raw?._ !== 'user') throw new Failure('USER_ID_INVALID', 400)
  const user = renderUser(raw)
  link.emit({ type: 'peers', peers: { users: [user], chats: [] } })
  return user
}

export const people: Answers<'contacts' | 'addContact' | 'deleteContact' | 'profile' | 'blocked' | 'setBlocked'> = {
  contacts: async ({ link, running }) => {
    const answer = await link.call({ _: 'contacts.getContacts', hash: Long.ZERO }, running)
    if (answer._ !== 'contacts.contacts') return { ids: [], peers: noPeers }
    return { ids: answer.contacts.map(contact => contact.userId), peers: renderPeers(answer.users, []) }
  },

  addContact: async ({ link, running }, user, phone, firstName, lastName) => {
    if (user === undefined) return importPhone(link, running, phone, firstName, lastName)
    link.apply(await link.call({ _: 'contacts.addContact', id: await link.user(user), phone, firstName, lastName }, running))
    const changed = await refresh(link, running, user)
    link.emit({ type: 'contactsChanged' })
    return { peer: user, peers: { users: [changed], chats: [] } }
  },

  deleteContact: async ({ link, running }, user) => {
    link.apply(await link.call({ _: 'contacts.deleteContacts', id: [await link.user(user)] }, running))
    const changed = await refresh(link, running, user)
    link.emit({ type: 'contactsChanged' })
    return changed
  },

  profile: ({ link, running }, peer) => peer > 0 ? userProfile(link, running, peer) : chatProfile(link, running, peer),

  blocked: async ({ link, running }) => {
    const answer = await link.call({ _: 'contacts.getBlocked', offset: 0, limit: 100 }, running)
    return { ids: answer.blocked.map(one => peerId(one.peerId)), peers: renderPeers(answer.users, answer.chats) }
  },

  setBlocked: async ({ link, running }, peer, blocked) => {
    await link.call({ _: blocked ? 'contacts.block' : 'contacts.unblock', id: await link.peer(peer) }, running)
    link.emit({ type: 'blockedOne', peer, blocked })
  },
}

export { refresh }
