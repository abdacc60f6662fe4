import type { tl } from '@mtcute/web'
import type { Message, Topic } from '../../state/model'
import { toLong } from '../link'
import { renderDraft, renderMessage } from '../render-message'
import { optional, renderPeers } from '../render-peers'
import { applied, asChannel, changed } from './groups'
import { publish } from './messages'
import type { Answers } from './call'

/** https://core.telegram.org/constructor/forumTopic */
const renderTopic = (topic: tl.RawForumTopic, top: Message | undefined): Topic => ({
  id: topic.id, title: topic.title, color: topic.iconColor, closed: !!topic.closed, pinned: !!topic.pinned, hidden: !!topic.hidden, mine: !!topic.my,
  unread: topic.unreadCount, readInbox: topic.readInboxMaxId, date: topic.date, ...optional('top', top), ...optional('draft', renderDraft(topic.draft, topic.id)),
})

/** Topics of forums. https://core.telegram.org/api/forum */
export const topics: Answers<'topics' | 'createTopic' | 'editTopic' | 'setForum'> = {
  topics: async ({ link, running }, peer) => {
    const answer = await link.call({ _: 'messages.getForumTopics', peer: await link.peer(peer), offsetDate: 0, offsetId: 0, offsetTopic: 0, limit: 100 }, running)
    const tops = new Map(answer.messages.flatMap(raw => renderMessage(raw, link.me) ?? []).map(message => [message.id, message]))
    const topics = answer.topics.flatMap(topic => topic._ === 'forumTopic' ? [renderTopic(topic, tops.get(topic.topMessage))] : [])
    return { topics, peers: renderPeers(answer.users, answer.chats) }
  },
  createTopic: async ({ link, running }, peer, title, iconColor, random) => {
    const answer = await link.call({ _: 'messages.createForumTopic', peer: await link.peer(peer), title, iconColor, randomId: toLong(random) }, running)
    return publish(link, answer).find(message => message.service?.type === 'topicCreated')?.id ?? 0
  },
  editTopic: async ({ link, running }, peer, topicId, change) => {
    publish(link, await link.call({ _: 'messages.editForumTopic', peer: await link.peer(peer), topicId, ...change }, running))
  },
  setForum: async ({ link, running }, peer, enabled) => {
    const at = await asChannel(link, running, peer)
    applied(link, await link.call({ _: 'channels.toggleForum', channel: await link.channel(at), enabled, tabs: false }, running))
    changed(link, at)
  },
}
