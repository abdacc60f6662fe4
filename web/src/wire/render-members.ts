import type { tl } from '@mtcute/web'
import type { Invite, Member, PeerId } from '../state/model'
import { peerId, renderBans, renderRights } from './render-peers'

const plain = { rank: '', rights: [], bans: [], until: 0, date: 0, canEdit: false }

/** Somebody's standing in a supergroup or channel; of those who only left nothing is told. */
export function renderMember(one: tl.TypeChannelParticipant): Member | undefined {
  switch (one._) {
    case 'channelParticipant': case 'channelParticipantSelf': return { ...plain, peer: one.userId, role: 'member', date: one.date }
    case 'channelParticipantCreator': return { ...plain, peer: one.userId, role: 'creator', rank: one.rank ?? '', rights: renderRights(one.adminRights) }
    case 'channelParticipantAdmin':
      return { ...plain, peer: one.userId, role: 'admin', rank: one.rank ?? '', rights: renderRights(one.adminRights), date: one.date, canEdit: !!one.canEdit }
    case 'channelParticipantBanned': {
      const bans = renderBans(one.bannedRights)
      const role = bans.includes('viewMessages') ? 'removed' : 'restricted'
      return { ...plain, peer: peerId(one.peer), role, bans, until: one.bannedRights.untilDate, date: one.date }
    }
    default: return undefined
  }
}

/** The members of a basic group, all of them. Its creator alone may choose admins. */
export function renderGroupMembers(list: tl.TypeChatParticipants, me: PeerId): Member[] {
  if (list._ !== 'chatParticipants') return []
  const mine = list.participants.some(one => one._ === 'chatParticipantCreator' && one.userId === me)
  const members = list.participants.map((one): Member => {
    if (one._ === 'chatParticipantCreator') return { ...plain, peer: one.userId, role: 'creator' }
    return { ...plain, peer: one.userId, role: one._ === 'chatParticipantAdmin' ? 'admin' : 'member', date: one.date, canEdit: mine }
  })
  return members.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
}

const order: readonly Member['role'][] = ['creator', 'admin', 'member']

export function renderInvite(invite: tl.TypeExportedChatInvite): Invite | undefined {
  if (invite._ !== 'chatInviteExported') return undefined
  return {
    link: invite.link, title: invite.title ?? '', permanent: !!invite.permanent, revoked: !!invite.revoked, byRequest: !!invite.requestNeeded,
    expires: invite.expireDate ?? 0, limit: invite.usageLimit ?? 0, used: invite.usage ?? 0, waiting: invite.requested ?? 0,
  }
}
