import type { tl } from '@mtcute/web'
import { Failure } from '../../state/failure'
import type { Invitation } from '../../state/model'
import { renderPhoto } from '../render-media'
import { renderInvite } from '../render-members'
import { channelPeer, optional, renderChat, renderPeers } from '../render-peers'
import { applied, changed } from './groups'
import type { Answers } from './call'

const MOST = 100

function renderInvitation(answer: tl.TypeChatInvite): { readonly invitation: Invitation; readonly peers: ReturnType<typeof renderPeers> } {
  if (answer._ !== 'chatInvite') {
    const peers = renderPeers([], [answer.chat])
    return { invitation: { kind: 'open', peer: renderChat(answer.chat).id }, peers }
  }
  const peers = renderPeers(answer.participants ?? [], [])
  const photo = answer.photo._ === 'photo' ? renderPhoto(answer.photo, false).file : undefined
  return {
    peers,
    invitation: {
      kind: 'closed', title: answer.title, about: answer.about ?? '', channel: !!answer.broadcast, members: answer.participantsCount,
      known: peers.users.map(user => user.id), byRequest: !!answer.requestNeeded, ...optional('photo', photo),
    },
  }
}

export const invites: Answers<'invites' | 'makeInvite' | 'revokeInvite' | 'invitation' | 'acceptInvitation' | 'requests' | 'decideRequest'> = {
  invites: async ({ link, running }, peer) => {
    const answer = await link.call({ _: 'messages.getExportedChatInvites', peer: await link.peer(peer), adminId: { _: 'inputUserSelf' }, limit: MOST }, running)
    return answer.invites.flatMap(one => renderInvite(one) ?? [])
  },
  makeInvite: async ({ link, running }, peer, { title, expires, limit, byRequest }) => {
    const made = renderInvite(await link.call({
      _: 'messages.exportChatInvite', peer: await link.peer(peer), ...optional('title', title), ...(expires && { expireDate: expires }),
      ...(limit && !byRequest && { usageLimit: limit }), ...(byRequest && { requestNeeded: true }),
    }, running))
    if (!made) throw new Failure('INTERNAL')
    return made
  },
  revokeInvite: async ({ link, running }, peer, url) => {
    await link.call({ _: 'messages.editExportedChatInvite', peer: await link.peer(peer), link: url, revoked: true }, running)
    changed(link, peer)
  },

  invitation: async ({ link, running }, hash) => renderInvitation(await link.call({ _: 'messages.checkChatInvite', hash }, running)),
  acceptInvitation: async ({ link, running }, hash) => {
    const answer = await link.call({ _: 'messages.importChatInvite', hash }, running)
    applied(link, answer)
    const [chat] = 'chats' in answer ? answer.chats : []
    if (!chat) return 0
    const peer = chat._ === 'channel' ? channelPeer(chat.id) : -chat.id
    link.emit({ type: 'joined', peer })
    return peer
  },

  requests: async ({ link, running }, peer) => {
    const answer = await link.call({
      _: 'messages.getChatInviteImporters', requested: true, peer: await link.peer(peer), offsetDate: 0, offsetUser: { _: 'inputUserEmpty' }, limit: MOST,
    }, running)
    return { users: answer.importers.map(one => one.userId), peers: renderPeers(answer.users, []) }
  },
  decideRequest: async ({ link, running }, peer, user, approved) => {
    applied(link, await link.call({ _: 'messages.hideChatJoinRequest', peer: await link.peer(peer), userId: await link.user(user), ...(approved && { approved }) }, running))
    changed(link, peer)
  },
}
