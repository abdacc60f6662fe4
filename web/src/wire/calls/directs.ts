import { Long, type tl } from '@mtcute/web'
import type { Topic } from '../../state/model'
import { renderDraft, renderMessage } from '../render-message'
import { optional, peerId, renderPeers } from '../render-peers'
import { applied, changed } from './groups'
import { publish } from './messages'
import type { Answers } from './call'

const PAGE = 100

/** One person's direct messages, as a topic: its number is the person's. https://core.telegram.org/constructor/monoForumDialog */
function renderPerson(dialog: tl.RawMonoForumDialog, top: Topic['top']): Topic {
  return {
    id: peerId(dialog.peer), title: '', color: 0, closed: false, pinned: false, hidden: false, mine: false, unread: dialog.unreadCount || (dialog.unreadMark ? 1 : 0),
    readInbox: dialog.readInboxMaxId, readOutbox: dialog.readOutboxMaxId, date: top?.date ?? 0, ...optional('top', top), ...optional('draft', renderDraft(dialog.draft)),
  }
}

/** Direct messages of channels. https://core.telegram.org/api/monoforum */
export const directs: Answers<'directTopics' | 'setDirects' | 'judgeOffer'> = {
  directTopics: async ({ link, running }, peer) => {
    const answer = await link.call({
      _: 'messages.getSavedDialogs', parentPeer: await link.peer(peer), offsetDate: 0, offsetId: 0, offsetPeer: { _: 'inputPeerEmpty' }, limit: PAGE, hash: Long.ZERO,
    }, running)
    if (answer._ === 'messages.savedDialogsNotModified') return { topics: [], peers: { users: [], chats: [] } }
    const tops = new Map(answer.messages.flatMap(raw => renderMessage(raw, link.me) ?? []).map(message => [message.id, message]))
    const topics = answer.dialogs.flatMap(dialog => dialog._ === 'monoForumDialog' ? [renderPerson(dialog, tops.get(dialog.topMessage))] : [])
    return { topics, peers: renderPeers(answer.users, answer.chats) }
  },
  setDirects: async ({ link, running }, channel, broadcastMessagesAllowed, stars) => {
    applied(link, await link.call({
      _: 'channels.updatePaidMessagesPrice', channel: await link.channel(channel), broadcastMessagesAllowed, sendPaidMessagesStars: Long.fromNumber(stars),
    }, running))
    changed(link, channel)
  },
  judgeOffer: async ({ link, running }, peer, msgId, accepted, { date, comment }) => {
    publish(link, await link.call({
      _: 'messages.toggleSuggestedPostApproval', peer: await link.peer(peer), msgId, ...(!accepted && { reject: true }), ...(date && { scheduleDate: date }),
      ...(comment && { rejectComment: comment }),
    }, running))
  },
}
