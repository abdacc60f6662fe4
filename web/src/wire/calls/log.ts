import { Long, type tl } from '@mtcute/web'
import type { LogEntry, LogGroup, LogKind } from '../../state/model'
import { toLong } from '../link'
import { renderMessage } from '../render-message'
import { renderMember } from '../render-members'
import { channelPeer, optional, renderPeers } from '../render-peers'
import type { Answers } from './call'

const PAGE = 50

type Action = tl.TypeChannelAdminLogEventAction
type What = Pick<LogEntry, 'kind' | 'whom' | 'text' | 'before'>

/** Switches: what they are called when on, and when off. */
const switches: { readonly [name: string]: readonly [LogKind, LogKind] } = {
  channelAdminLogEventActionToggleInvites: ['invitesOn', 'invitesOff'], channelAdminLogEventActionToggleSignatures: ['signaturesOn', 'signaturesOff'],
  channelAdminLogEventActionTogglePreHistoryHidden: ['historyHidden', 'historyShown'], channelAdminLogEventActionToggleSlowMode: ['slowOn', 'slowOff'],
  channelAdminLogEventActionToggleForum: ['forumOn', 'forumOff'], channelAdminLogEventActionToggleNoForwards: ['protectedOn', 'protectedOff'],
  channelAdminLogEventActionChangeHistoryTTL: ['timer', 'timerOff'],
}

/** What needs no more than its name. */
const plain: { readonly [name: string]: LogKind } = {
  channelAdminLogEventActionParticipantJoin: 'joined', channelAdminLogEventActionParticipantLeave: 'left', channelAdminLogEventActionParticipantJoinByInvite: 'joinedByLink',
  channelAdminLogEventActionParticipantJoinByRequest: 'joinedByRequest', channelAdminLogEventActionDefaultBannedRights: 'permissions',
}

const withWhom = (kind: LogKind, one: tl.TypeChannelParticipant): What => ({ kind, ...optional('whom', renderMember(one)?.peer) })

function banned(before: tl.TypeChannelParticipant, after: tl.TypeChannelParticipant): What {
  const role = renderMember(after)?.role
  const kind = role === 'removed' ? 'banned' : role === 'restricted' ? 'restricted' : 'unbanned'
  return { kind, ...optional('whom', renderMember(after)?.peer ?? renderMember(before)?.peer) }
}

function promoted(before: tl.TypeChannelParticipant, after: tl.TypeChannelParticipant): What {
  const leads = (one: tl.TypeChannelParticipant): boolean => one._ === 'channelParticipantAdmin' || one._ === 'channelParticipantCreator'
  return withWhom(!leads(after) ? 'demoted' : leads(before) ? 'rights' : 'promoted', after)
}

const titled = (kind: LogKind, topic: tl.TypeForumTopic): What => ({ kind, ...optional('text', topic._ === 'forumTopic' ? topic.title : undefined) })

function render(action: Action, me: number): What {
  const words = (message: tl.TypeMessage): string | undefined => renderMessage(message, me)?.text
  const onOff = switches[action._]
  if (onOff && 'newValue' in action) return { kind: action.newValue ? onOff[0] : onOff[1] }
  if (plain[action._]) return { kind: plain[action._]! }
  switch (action._) {
    case 'channelAdminLogEventActionChangeTitle': return { kind: 'title', text: action.newValue, before: action.prevValue }
    case 'channelAdminLogEventActionChangeAbout': return { kind: action.newValue ? 'about' : 'aboutCleared', ...optional('text', action.newValue) }
    case 'channelAdminLogEventActionChangeUsername': return { kind: action.newValue ? 'username' : 'usernameCleared', ...optional('text', action.newValue) }
    case 'channelAdminLogEventActionChangePhoto': return { kind: action.newPhoto._ === 'photo' ? 'photo' : 'photoRemoved' }
    case 'channelAdminLogEventActionUpdatePinned':
      return { kind: action.message._ === 'message' && action.message.pinned ? 'pinned' : 'unpinned', ...optional('text', words(action.message)) }
    case 'channelAdminLogEventActionEditMessage':
      return { kind: 'edited', ...optional('text', words(action.newMessage)), ...optional('before', words(action.prevMessage)) }
    case 'channelAdminLogEventActionDeleteMessage': return { kind: 'deleted', ...optional('text', words(action.message)) }
    case 'channelAdminLogEventActionSendMessage': return { kind: 'posted', ...optional('text', words(action.message)) }
    case 'channelAdminLogEventActionStopPoll': return { kind: 'pollEnded' }
    case 'channelAdminLogEventActionParticipantInvite': return withWhom('invited', action.participant)
    case 'channelAdminLogEventActionParticipantToggleBan': return banned(action.prevParticipant, action.newParticipant)
    case 'channelAdminLogEventActionParticipantToggleAdmin': return promoted(action.prevParticipant, action.newParticipant)
    case 'channelAdminLogEventActionChangeLinkedChat':
      return { kind: action.newValue ? 'linked' : 'unlinked', ...optional('whom', action.newValue || action.prevValue ? channelPeer(action.newValue || action.prevValue) : undefined) }
    case 'channelAdminLogEventActionCreateTopic': return titled('topicCreated', action.topic)
    case 'channelAdminLogEventActionEditTopic': return titled('topicEdited', action.newTopic)
    case 'channelAdminLogEventActionDeleteTopic': return titled('topicDeleted', action.topic)
    default: return { kind: 'other' }
  }
}

/** https://core.telegram.org/constructor/channelAdminLogEventsFilter */
const groups: { readonly [G in LogGroup]: readonly string[] } = {
  members: ['join', 'leave', 'invite', 'invites'], bans: ['ban', 'unban', 'kick', 'unkick'], admins: ['promote', 'demote'], settings: ['info', 'settings'],
  messages: ['pinned', 'edit', 'delete', 'send'], topics: ['forums'],
}

/** Recent actions of a supergroup or channel. https://core.telegram.org/api/recent-actions */
export const log: Answers<'adminLog'> = {
  adminLog: async ({ link, running }, peer, { query, kinds, admins }, before) => {
    const eventsFilter: tl.TypeChannelAdminLogEventsFilter | undefined = kinds.length
      ? { _: 'channelAdminLogEventsFilter', ...Object.fromEntries(kinds.flatMap(kind => groups[kind]).map(name => [name, true])) } : undefined
    const by = await Promise.all(admins.map(one => link.user(one)))
    const answer = await link.call({
      _: 'channels.getAdminLog', channel: await link.channel(peer), q: query, ...(eventsFilter && { eventsFilter }), ...(by.length && { admins: by }), maxId: before ? toLong(before) : Long.ZERO, minId: Long.ZERO, limit: PAGE,
    }, running)
    const entries = answer.events.map(({ id, date, userId, action }): LogEntry => ({ id: id.toString(), date, who: userId, ...render(action, link.me) }))
    return { entries, complete: entries.length < PAGE, peers: renderPeers(answer.users, answer.chats) }
  },
}
