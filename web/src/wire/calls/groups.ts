import type { tl } from '@mtcute/web'
import { uploadFile } from '@mtcute/web/methods.js'
import { Failure } from '../../state/failure'
import type { PeerId } from '../../state/model'
import { noPeers, type Link, type Running } from '../link'
import { renderPage } from '../render-message'
import { channelPeer, optional, renderPeers } from '../render-peers'
import type { Answers } from './call'

const FIRST_CHANNEL = -1_000_000_000_000
export const isChannel = (peer: PeerId): boolean => peer < FIRST_CHANNEL

/** Users and chats that came with updates are told at once; the log tells the rest in its order. */
export function applied(link: Link, updates: tl.TypeUpdates): void {
  const peers = 'users' in updates ? renderPeers(updates.users, updates.chats) : noPeers
  if (peers.users.length || peers.chats.length) link.emit({ type: 'peers', peers })
  link.apply(updates)
}

export const changed = (link: Link, peer: PeerId): void => link.emit({ type: 'profileChanged', peer })

/** What an answer says was made: its only chat that I am in. */
function madeBy(updates: tl.TypeUpdates): PeerId {
  const chats = 'chats' in updates ? updates.chats : []
  const made = chats.find(chat => (chat._ === 'chat' && !chat.deactivated) || chat._ === 'channel')
  if (!made) throw new Failure('INTERNAL')
  return made._ === 'channel' ? channelPeer(made.id) : -made.id
}

export const missingOf = ({ missingInvitees }: tl.messages.TypeInvitedUsers): PeerId[] => missingInvitees.map(one => one.userId)

/** Some things only supergroups can do: a basic group becomes one first. https://core.telegram.org/api/channel#migration */
export async function asChannel(link: Link, running: Running, peer: PeerId): Promise<PeerId> {
  if (isChannel(peer)) return peer
  const answer = await link.call({ _: 'messages.migrateChat', chatId: -peer }, running)
  applied(link, answer)
  return madeBy({ ...answer, chats: 'chats' in answer ? answer.chats.filter(chat => chat._ === 'channel') : [] } as tl.TypeUpdates)
}

async function photoToTl(link: Link, photo: Blob | undefined): Promise<tl.TypeInputChatPhoto> {
  if (!photo) return { _: 'inputChatPhotoEmpty' }
  const { inputFile } = await uploadFile(link.client, { file: photo, fileName: 'photo.jpg', fileSize: photo.size, fileMime: photo.type })
  return { _: 'inputChatUploadedPhoto', file: inputFile }
}

const gone = (link: Link, peer: PeerId): void => link.emit({ type: 'left', peer })

export const groups: Answers<
  'createGroup' | 'createChannel' | 'join' | 'leaveChat' | 'endChat' | 'setChatTitle' | 'setChatAbout' | 'setChatPhoto' | 'checkChatUsername'
  | 'setChatUsername' | 'setChatDefaults' | 'setSlowMode' | 'setHistoryHidden' | 'setSignatures' | 'setTtl' | 'watch' | 'viewed' | 'mentions'
> = {
  createGroup: async ({ link, running }, title, ids) => {
    const users = await Promise.all(ids.map(id => link.user(id)))
    const answer = await link.call({ _: 'messages.createChat', title, users }, running)
    applied(link, answer.updates)
    return { peer: madeBy(answer.updates), missing: missingOf(answer) }
  },

  createChannel: async ({ link, running }, { title, about, broadcast }) => {
    const answer = await link.call({ _: 'channels.createChannel', title, about, ...(broadcast ? { broadcast } : { megagroup: true }) }, running)
    applied(link, answer)
    return madeBy(answer)
  },

  join: async ({ link, running }, peer) => {
    applied(link, await link.call({ _: 'channels.joinChannel', channel: await link.channel(peer) }, running))
    link.emit({ type: 'joined', peer })
    changed(link, peer)
  },
  leaveChat: async ({ link, running }, peer) => {
    if (isChannel(peer)) applied(link, await link.call({ _: 'channels.leaveChannel', channel: await link.channel(peer) }, running))
    else {
      applied(link, await link.call({ _: 'messages.deleteChatUser', chatId: -peer, userId: { _: 'inputUserSelf' } }, running))
      link.advance(await link.call({ _: 'messages.deleteHistory', peer: await link.peer(peer), maxId: 0 }, running))
    }
    gone(link, peer)
  },
  endChat: async ({ link, running }, peer) => {
    if (isChannel(peer)) applied(link, await link.call({ _: 'channels.deleteChannel', channel: await link.channel(peer) }, running))
    else await link.call({ _: 'messages.deleteChat', chatId: -peer }, running)
    gone(link, peer)
  },

  setChatTitle: async ({ link, running }, peer, title) => {
    applied(link, isChannel(peer)
      ? await link.call({ _: 'channels.editTitle', channel: await link.channel(peer), title }, running)
      : await link.call({ _: 'messages.editChatTitle', chatId: -peer, title }, running))
  },
  setChatAbout: async ({ link, running }, peer, about) => {
    await link.call({ _: 'messages.editChatAbout', peer: await link.peer(peer), about }, running)
    changed(link, peer)
  },
  setChatPhoto: async ({ link, running }, peer, file) => {
    const photo = await photoToTl(link, file)
    applied(link, isChannel(peer)
      ? await link.call({ _: 'channels.editPhoto', channel: await link.channel(peer), photo }, running)
      : await link.call({ _: 'messages.editChatPhoto', chatId: -peer, photo }, running))
    changed(link, peer)
  },

  checkChatUsername: async ({ link, running }, peer, username) => {
    const channel: tl.TypeInputChannel = isChannel(peer) ? await link.channel(peer) : { _: 'inputChannelEmpty' }
    return link.call({ _: 'channels.checkUsername', channel, username }, running)
  },
  setChatUsername: async ({ link, running }, peer, username) => {
    const at = await asChannel(link, running, peer)
    await link.call({ _: 'channels.updateUsername', channel: await link.channel(at), username }, running)
    const { chats } = await link.call({ _: 'channels.getChannels', id: [await link.channel(at)] }, running)
    link.emit({ type: 'peers', peers: renderPeers([], chats) })
    changed(link, at)
  },
  setChatDefaults: async ({ link, running }, peer, bans) => {
    const bannedRights: tl.TypeChatBannedRights = { _: 'chatBannedRights', untilDate: 0, ...Object.fromEntries(bans.map(name => [name, true])) }
    applied(link, await link.call({ _: 'messages.editChatDefaultBannedRights', peer: await link.peer(peer), bannedRights }, running))
  },
  setSlowMode: async ({ link, running }, peer, seconds) => {
    const at = await asChannel(link, running, peer)
    applied(link, await link.call({ _: 'channels.toggleSlowMode', channel: await link.channel(at), seconds }, running))
    changed(link, at)
  },
  setHistoryHidden: async ({ link, running }, peer, hidden) => {
    const at = await asChannel(link, running, peer)
    applied(link, await link.call({ _: 'channels.togglePreHistoryHidden', channel: await link.channel(at), enabled: hidden }, running))
    changed(link, at)
  },
  setSignatures: async ({ link, running }, peer, on) => {
    applied(link, await link.call({ _: 'channels.toggleSignatures', channel: await link.channel(peer), ...(on && { signaturesEnabled: true }) }, running))
  },
  setTtl: async ({ link, running }, peer, period) => {
    applied(link, await link.call({ _: 'messages.setHistoryTTL', peer: await link.peer(peer), period }, running))
    changed(link, peer)
  },

  watch: async ({ link, running }, peer, on) => {
    const channel = -peer + FIRST_CHANNEL
    if (!on) return void link.client.updates?.notifyChannelClosed(channel)
    const { fullChat } = await link.call({ _: 'channels.getFullChannel', channel: await link.channel(peer) }, running)
    if (fullChat._ === 'channelFull') link.client.updates?.notifyChannelOpened(channel, fullChat.pts)
  },
  viewed: async ({ link, running }, peer, ids) => {
    const { views } = await link.call({ _: 'messages.getMessagesViews', peer: await link.peer(peer), id: [...ids], increment: true }, running)
    return views.flatMap((one, at) => one.views === undefined ? [] : [{ id: ids[at]!, views: one.views, ...optional('replies', one.replies?.replies) }])
  },
  mentions: async ({ link, running }, peer) => renderPage(await link.call({
    _: 'messages.getUnreadMentions', peer: await link.peer(peer), offsetId: 0, addOffset: 0, limit: 100, maxId: 0, minId: 0,
  }, running), link.me),
}
