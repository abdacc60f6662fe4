/** "online", "last seen 5 minutes ago": what stands under a name. */
import { clock, daysAgo, mediumDate } from '../../i18n/format'
import { i18n, t, tn } from '../../i18n/index.svelte'
import { REPLIES, type PeerId, type Typing } from '../../state/model'
import { nameOf, presenceAt } from '../../state/select'
import type { State } from '../../state/state'

function seenText(seen: number, now: number): string {
  const minutes = Math.floor((now - seen) / 60)
  if (minutes < 1) return t('presence.justNow')
  if (minutes < 60) return tn('presence.minutes', minutes)
  const days = daysAgo(seen, now)
  if (days === 0) return t('presence.today', { time: clock(i18n.locale, seen) })
  if (days === 1) return t('presence.yesterday', { time: clock(i18n.locale, seen) })
  return t('presence.date', { date: mediumDate(i18n.locale, seen) })
}

/** How many of a group are online, as far as that is known: a supergroup's number is the server's, a group's is counted here. */
function onlineIn(state: State, peer: PeerId, now: number): number {
  const group = state.profiles[peer]?.group
  if (!group?.members) return group?.online ?? 0
  return group.members.filter(member => member.peer === state.me || (state.users[member.peer] && presenceAt(state.users[member.peer]!.presence, now).kind === 'online')).length
}

export function presenceText(state: State, peer: PeerId, now: number): string {
  const user = state.users[peer]
  if (!user) {
    const chat = state.chats[peer]
    if (!chat) return ''
    if (chat.direct) return t('direct.title')
    if (chat.members === undefined) return chat.kind === 'channel' ? t('chat.channel') : t('chat.group')
    if (chat.kind === 'channel') return tn('chat.subscribers', chat.members)
    const online = onlineIn(state, peer, now)
    const members = tn('chat.members', chat.members)
    return online > 1 ? t('chat.online', { members, online }) : members
  }
  if (peer === REPLIES) return t('replies.about')
  if (user.service) return t('presence.service')
  if (user.deleted) return ''
  const presence = presenceAt(user.presence, now)
  switch (presence.kind) {
    case 'online': return t('presence.online')
    case 'offline': return seenText(presence.seen, now)
    case 'recently': return t('presence.recently')
    case 'week': return t('presence.week')
    case 'month': return t('presence.month')
    case 'long': return t('presence.long')
    case 'bot': return t('presence.bot')
  }
}

const DOING = {
  typing: 'typing.typing', recordVoice: 'typing.recordVoice', uploadPhoto: 'typing.uploadPhoto', uploadDocument: 'typing.uploadFile',
  uploadVoice: 'typing.recordVoice', uploadVideo: 'typing.uploadVideo', chooseSticker: 'typing.sticker', other: 'typing.typing',
} as const

/** What somebody does just now in a chat; in a group with the name before it. */
export function typingText(state: State, chat: PeerId, typing: readonly Typing[]): string {
  const first = typing[0]
  if (!first) return ''
  if (chat > 0) return t(DOING[first.action])
  const name = (user: PeerId): string => nameOf(state, user).split(' ')[0] ?? ''
  if (typing.length === 2) return t('typing.two', { one: name(first.user), other: name(typing[1]!.user) })
  if (typing.length > 2) return tn('typing.more', typing.length - 1, { name: name(first.user) })
  return `${name(first.user)} ${t(DOING[first.action])}`
}
