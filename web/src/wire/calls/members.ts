import { Long, type tl } from '@mtcute/web'
import type { Member, MemberFilter } from '../../state/model'
import { renderGroupMembers, renderMember } from '../render-members'
import { peerId, renderPeers } from '../render-peers'
import { applied, asChannel, changed, isChannel, missingOf } from './groups'
import type { Answers } from './call'

const filters: { readonly [F in MemberFilter]: (q: string) => tl.TypeChannelParticipantsFilter } = {
  all: q => q ? { _: 'channelParticipantsSearch', q } : { _: 'channelParticipantsRecent' },
  admins: () => ({ _: 'channelParticipantsAdmins' }),
  removed: q => ({ _: 'channelParticipantsKicked', q }),
  restricted: q => ({ _: 'channelParticipantsBanned', q }),
}

export const members: Answers<'members' | 'addMembers' | 'removeMember' | 'setAdmin' | 'setBans' | 'commonChats' | 'senders' | 'setSender'> = {
  members: async ({ link, running }, peer, filter, query, offset, limit) => {
    if (!isChannel(peer)) {
      const { fullChat, users, chats } = await link.call({ _: 'messages.getFullChat', chatId: -peer }, running)
      const all = fullChat._ === 'chatFull' ? renderGroupMembers(fullChat.participants, link.me) : []
      const found = all.filter(({ role }) => filter === 'all' || (filter === 'admins' && (role === 'admin' || role === 'creator')))
      return { members: offset ? [] : found, total: found.length, peers: renderPeers(users, chats) }
    }
    const answer = await link.call({
      _: 'channels.getParticipants', channel: await link.channel(peer), filter: filters[filter](query), offset, limit, hash: Long.ZERO,
    }, running)
    if (answer._ !== 'channels.channelParticipants') return { members: [], total: 0, peers: { users: [], chats: [] } }
    const found = answer.participants.flatMap(one => renderMember(one) ?? []) satisfies Member[]
    return { members: found, total: answer.count, peers: renderPeers(answer.users, answer.chats) }
  },

  addMembers: async ({ link, running }, peer, ids) => {
    const users = await Promise.all(ids.map(id => link.user(id)))
    const missing: number[] = []
    if (isChannel(peer)) {
      const answer = await link.call({ _: 'channels.inviteToChannel', channel: await link.channel(peer), users }, running)
      applied(link, answer.updates)
      missing.push(...missingOf(answer))
    } else {
      for (const userId of users) {
        const answer = await link.call({ _: 'messages.addChatUser', chatId: -peer, userId, fwdLimit: 100 }, running)
        applied(link, answer.updates)
        missing.push(...missingOf(answer))
      }
    }
    changed(link, peer)
    return missing
  },
  removeMember: async ({ link, running }, peer, user) => {
    if (isChannel(peer)) {
      applied(link, await link.call({
        _: 'channels.editBanned', channel: await link.channel(peer), participant: await link.peer(user),
        bannedRights: { _: 'chatBannedRights', viewMessages: true, untilDate: 0 },
      }, running))
    } else applied(link, await link.call({ _: 'messages.deleteChatUser', chatId: -peer, userId: await link.user(user) }, running))
    changed(link, peer)
  },

  setAdmin: async ({ link, running }, peer, user, rights, rank) => {
    if (!isChannel(peer)) {
      // In a basic group there is one kind of admin.
      await link.call({ _: 'messages.editChatAdmin', chatId: -peer, userId: await link.user(user), isAdmin: rights.length > 0 }, running)
      return changed(link, peer)
    }
    applied(link, await link.call({
      _: 'channels.editAdmin', channel: await link.channel(peer), userId: await link.user(user), rank,
      adminRights: { _: 'chatAdminRights', ...Object.fromEntries(rights.map(name => [name, true])) },
    }, running))
    changed(link, peer)
  },
  setBans: async ({ link, running }, peer, user, bans, untilDate) => {
    const at = await asChannel(link, running, peer)
    applied(link, await link.call({
      _: 'channels.editBanned', channel: await link.channel(at), participant: await link.peer(user),
      bannedRights: { _: 'chatBannedRights', untilDate, ...Object.fromEntries(bans.map(name => [name, true])) },
    }, running))
    changed(link, at)
  },

  commonChats: async ({ link, running }, user) => {
    const { chats } = await link.call({ _: 'messages.getCommonChats', userId: await link.user(user), maxId: 0, limit: 100 }, running)
    const peers = renderPeers([], chats)
    return { ids: peers.chats.map(chat => chat.id), peers }
  },

  senders: async ({ link, running }, peer) => {
    const answer = await link.call({ _: 'channels.getSendAs', peer: await link.peer(peer) }, running)
    return { ids: answer.peers.map(one => peerId(one.peer)), peers: renderPeers(answer.users, answer.chats) }
  },
  setSender: async ({ link, running }, peer, sender) => {
    await link.call({ _: 'messages.saveDefaultSendAs', peer: await link.peer(peer), sendAs: await link.peer(sender) }, running)
    changed(link, peer)
  },
}
