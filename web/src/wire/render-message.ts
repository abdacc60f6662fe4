import { tl, toggleChannelIdMark } from '@mtcute/web'
import type { Dialog, Draft, Entity, EntityKind, Folder, Forward, FormattedText, Message, MessageId, Offer, PeerId, Reaction, Replies, Reply, Service } from '../state/model'
import type { Page } from './api'
import { REPLIES } from '../state/model'
import { renderKeyboard } from './render-bots'
import { toLong } from './link'
import { renderMedia } from './render-media'
import { channelPeer, optional, peerId, renderNotify, renderPeers } from './render-peers'

/** Seconds after sending within which a message may be edited. https://core.telegram.org/api/config#client-configuration (edit_time_limit) */
const EDITABLE = 48 * 3600

const kinds: { readonly [name: string]: EntityKind } = {
  messageEntityBold: 'bold', messageEntityItalic: 'italic', messageEntityUnderline: 'underline', messageEntityStrike: 'strike',
  messageEntitySpoiler: 'spoiler', messageEntityCode: 'code', messageEntityPre: 'pre', messageEntityBlockquote: 'blockquote', messageEntityUrl: 'url',
  messageEntityTextUrl: 'link', messageEntityEmail: 'email', messageEntityPhone: 'phone', messageEntityMention: 'mention',
  messageEntityMentionName: 'mentionName', messageEntityHashtag: 'hashtag', messageEntityCashtag: 'cashtag', messageEntityBotCommand: 'command',
  messageEntityBankCard: 'bankCard', messageEntityCustomEmoji: 'customEmoji',
}

export const renderEntities = (entities: readonly tl.TypeMessageEntity[] | undefined): Entity[] => (entities ?? []).map(entity => ({
  kind: kinds[entity._] ?? 'other',
  offset: entity.offset,
  length: entity.length,
  ...(entity._ === 'messageEntityTextUrl' && { url: entity.url }),
  ...(entity._ === 'messageEntityMentionName' && { user: entity.userId }),
  ...(entity._ === 'messageEntityCustomEmoji' && { document: entity.documentId.toString() }),
  ...(entity._ === 'messageEntityPre' && { language: entity.language }),
}))

/** Which of them the server wants to be told; it finds links, mentions and the like itself. */
const written: { readonly [K in EntityKind]?: tl.TypeMessageEntity['_'] } = {
  bold: 'messageEntityBold', italic: 'messageEntityItalic', underline: 'messageEntityUnderline', strike: 'messageEntityStrike',
  spoiler: 'messageEntitySpoiler', code: 'messageEntityCode', pre: 'messageEntityPre', blockquote: 'messageEntityBlockquote', link: 'messageEntityTextUrl',
}

export async function entitiesToTl(text: FormattedText, user: (id: PeerId) => Promise<tl.TypeInputUser>): Promise<tl.TypeMessageEntity[]> {
  const entities: tl.TypeMessageEntity[] = []
  for (const { kind, offset, length, url, user: id, language, document } of text.entities) {
    const name = written[kind]
    if (kind === 'mentionName' && id) entities.push({ _: 'inputMessageEntityMentionName', offset, length, userId: await user(id) })
    else if (kind === 'customEmoji' && document) entities.push({ _: 'messageEntityCustomEmoji', offset, length, documentId: toLong(document) })
    else if (name) entities.push({ _: name, offset, length, ...(kind === 'link' && { url }), ...(kind === 'pre' && { language: language ?? '' }) } as tl.TypeMessageEntity)
  }
  return entities
}

/** In a topic every message answers the topic's first one, which says nothing. https://core.telegram.org/api/forum */
function renderReply(reply: tl.TypeMessageReplyHeader | undefined): Reply | undefined {
  if (reply?._ === 'messageReplyStoryHeader') return { story: { peer: peerId(reply.peer), id: reply.storyId } }
  if (reply?._ !== 'messageReplyHeader' || (reply.forumTopic && !reply.replyToTopId && !reply.quote)) return undefined
  return {
    ...optional('message', reply.replyToMsgId),
    ...optional('chat', reply.replyToPeerId && peerId(reply.replyToPeerId)),
    ...optional('quote', reply.quoteText ? { text: reply.quoteText, entities: renderEntities(reply.quoteEntities) } : undefined),
  }
}

/** The message that begins the thread. https://core.telegram.org/api/threads */
const threadOf = (reply: tl.TypeMessageReplyHeader | undefined): MessageId | undefined =>
  reply?._ === 'messageReplyHeader' && !reply.replyToPeerId ? reply.replyToTopId ?? reply.replyToMsgId : undefined

export const renderReplies = (replies: tl.TypeMessageReplies | undefined): Replies | undefined => replies && {
  count: replies.replies, ...optional('discussion', replies.comments && replies.channelId ? channelPeer(replies.channelId) : undefined),
  recent: (replies.recentRepliers ?? []).map(peerId),
}

const renderOrigin = ({ savedFromPeer, savedFromMsgId, channelPost }: tl.TypeMessageFwdHeader): Forward['origin'] =>
  savedFromPeer && savedFromMsgId && channelPost ? { chat: peerId(savedFromPeer), message: savedFromMsgId } : undefined

/** @param reply of a message in the chat of replies: what it answers, in the group where it stands */
const renderForward = (forward: tl.TypeMessageFwdHeader | undefined, reply?: tl.TypeMessageReplyHeader): Forward | undefined =>
  forward && { ...optional('from', forward.fromId && peerId(forward.fromId)), ...optional('origin', renderOrigin(forward)), ...optional('source', renderSource(forward, reply)), name: forward.fromName ?? forward.postAuthor ?? '', date: forward.date }

const renderSource = ({ savedFromPeer, savedFromMsgId }: tl.TypeMessageFwdHeader, reply: tl.TypeMessageReplyHeader | undefined): Forward['source'] =>
  reply?._ === 'messageReplyHeader' && savedFromPeer && savedFromMsgId
    ? { chat: peerId(savedFromPeer), message: savedFromMsgId, ...optional('thread', reply.replyToTopId ?? reply.replyToMsgId) } : undefined

const renderOffer = ({ accepted, rejected, price, scheduleDate }: tl.TypeSuggestedPost): Offer =>
  ({ stars: starsOf(price), ...optional('date', scheduleDate), state: accepted ? 'accepted' : rejected ? 'rejected' : 'open' })
const starsOf = (price: tl.TypeStarsAmount | undefined): number => price?._ === 'starsAmount' ? Number(price.amount) : 0

export function renderReactions(reactions: tl.TypeMessageReactions | undefined): Reaction[] {
  return (reactions?.results ?? []).flatMap(({ reaction, count, chosenOrder }) => reaction._ !== 'reactionEmoji' ? [] : [{
    emoji: reaction.emoticon,
    count,
    mine: chosenOrder !== undefined,
    recent: (reactions?.recentReactions ?? []).flatMap(recent =>
      recent.reaction._ === 'reactionEmoji' && recent.reaction.emoticon === reaction.emoticon ? [peerId(recent.peerId)] : []),
  }])
}

/** @param me in a private chat the sender need not be named: it is the other side, or me. */
export function renderMessage(message: tl.TypeMessage, me: PeerId, scheduled = false): Message | undefined {
  if (message._ === 'messageEmpty') return undefined
  const chat = peerId(message.peerId)
  // In Saved Messages nothing is "out" on the wire, but what I wrote there is mine.
  const out = !!message.out || (chat === me && message._ === 'message' && !message.fwdFrom)
  const common = {
    key: `${chat}:${scheduled ? 's' : ''}${message.id}`, id: message.id, chat, date: message.date, out, delivery: 'sent' as const, scheduled,
    sender: message.fromId ? peerId(message.fromId) : out && !message.post ? me : chat, post: !!message.post,
    silent: !!message.silent, mentioned: !!message.mentioned, mentionUnread: !!message.mentioned && !!message.mediaUnread, reactions: renderReactions(message.reactions),
    ...optional('reply', renderReply(message.replyTo)), ...optional('thread', message.savedPeerId && chat < 0 ? peerId(message.savedPeerId) : chat < 0 ? threadOf(message.replyTo) : undefined), ...optional('ttl', message.ttlPeriod),
  }
  if (message._ === 'messageService') {
    return { ...common, text: '', entities: [], pinned: false, canEdit: false, service: renderService(message) }
  }
  return {
    ...common,
    ...optional('edited', message.editHide ? undefined : message.editDate),
    text: message.message,
    entities: renderEntities(message.entities),
    ...optional('media', renderMedia(message.media, !message.mediaUnread, { chat, message: message.id })),
    ...optional('forward', renderForward(message.fwdFrom, chat === REPLIES ? message.replyTo : undefined)),
    ...optional('album', message.groupedId?.toString()),
    ...optional('author', message.postAuthor),
    ...optional('views', message.views),
    ...optional('replies', renderReplies(message.replies)),
    ...optional('keyboard', renderKeyboard(message.replyMarkup)),
    ...optional('via', message.viaBotId),
    ...optional('offer', message.suggestedPost && renderOffer(message.suggestedPost)),
    pinned: !!message.pinned,
    canEdit: editable(message, me, scheduled),
  }
}

function editable(message: tl.RawMessage, me: PeerId, scheduled: boolean): boolean {
  const mine = !!message.out || peerId(message.peerId) === me
  const inTime = scheduled || peerId(message.peerId) === me || Date.now() / 1000 - message.date < EDITABLE
  const kind = message.media?._
  const text = !kind || kind === 'messageMediaPhoto' || kind === 'messageMediaDocument' || kind === 'messageMediaWebPage'
  return mine && (inTime || !!message.post) && text && !message.fwdFrom && !message.viaBotId
}

function renderService(message: tl.RawMessageService): Service {
  const { action } = message
  switch (action._) {
    case 'messageActionChatCreate': return { type: 'chatCreated', title: action.title, users: action.users }
    case 'messageActionChannelCreate': return { type: message.post ? 'channelCreated' : 'chatCreated', title: action.title }
    case 'messageActionChatMigrateTo': case 'messageActionChannelMigrateFrom': return { type: 'becameSupergroup' }
    case 'messageActionChatEditTitle': return { type: 'chatTitle', title: action.title }
    case 'messageActionChatEditPhoto': return { type: 'chatPhoto' }
    case 'messageActionChatDeletePhoto': return { type: 'chatPhotoRemoved' }
    case 'messageActionChatAddUser': return { type: 'membersAdded', users: action.users }
    case 'messageActionChatJoinedByLink': return { type: 'joinedByLink' }
    case 'messageActionChatJoinedByRequest': return { type: 'joinedByRequest' }
    case 'messageActionChatDeleteUser': return { type: 'memberLeft', users: [action.userId] }
    case 'messageActionPinMessage':
      return { type: 'pinned', ...optional('message', message.replyTo?._ === 'messageReplyHeader' ? message.replyTo.replyToMsgId : undefined) }
    case 'messageActionPhoneCall': return { type: 'call', ...optional('seconds', action.duration) }
    case 'messageActionContactSignUp': return { type: 'contactSignedUp' }
    case 'messageActionHistoryClear': return { type: 'historyCleared' }
    case 'messageActionSetMessagesTTL': return { type: 'ttl', seconds: action.period }
    case 'messageActionTopicCreate': return { type: 'topicCreated', title: action.title, color: action.iconColor }
    case 'messageActionTopicEdit': return { type: 'topicEdited', ...optional('title', action.title), ...optional('closed', action.closed) }
    case 'messageActionTodoCompletions': {
      const done = action.completed.length > 0
      return { type: done ? 'todoDone' : 'todoUndone', seconds: (done ? action.completed : action.incompleted).length }
    }
    case 'messageActionTodoAppendTasks': return { type: 'todoAdded', title: action.list.map(item => item.title.text).join(', ') }
    case 'messageActionPaidMessagesPrice': return { type: !message.post ? 'other' : action.broadcastMessagesAllowed ? 'directsOpen' : 'directsClosed' }
    case 'messageActionSuggestedPostApproval':
      if (action.balanceTooLow) return { type: 'offerTooPoor' }
      if (action.rejected) return { type: 'offerRejected', ...optional('title', action.rejectComment) }
      return { type: 'offerAccepted', stars: starsOf(action.price), ...optional('seconds', action.scheduleDate) }
    case 'messageActionSuggestedPostSuccess': return { type: 'offerPaid', stars: starsOf(action.price) }
    case 'messageActionSuggestedPostRefund': return { type: 'offerRefunded' }
    case 'messageActionScreenshotTaken': return { type: 'screenshot' }
    default: return { type: 'other' }
  }
}

/** The messages of an answer, oldest first. */
export function renderPage(answer: tl.messages.TypeMessages, me: PeerId, scheduled = false): Page {
  if (answer._ === 'messages.messagesNotModified') return { messages: [], peers: { users: [], chats: [] }, total: answer.count }
  const messages = answer.messages.flatMap(message => renderMessage(message, me, scheduled) ?? [])
  const total = answer._ === 'messages.messages' ? messages.length : answer.count
  return { messages: messages.reverse(), peers: renderPeers(answer.users, answer.chats), total }
}

/** @param thread of which it is: to answer its first message says nothing */
export function renderDraft(draft: tl.TypeDraftMessage | undefined, thread = 0): Draft | undefined {
  if (draft?._ !== 'draftMessage') return undefined
  const answered = draft.replyTo?._ === 'inputReplyToMessage' ? draft.replyTo.replyToMsgId : undefined
  const reply = answered === thread ? undefined : answered
  if (!draft.message && !reply) return undefined
  return { text: draft.message, entities: renderEntities(draft.entities), date: draft.date, ...optional('reply', reply) }
}

/** @param pinned position among the pinned, counted by the caller; 0 when it is not pinned */
export function renderDialog(dialog: tl.RawDialog, pinned: number, date: number): Dialog {
  return {
    peer: peerId(dialog.peer),
    ...optional('lastMessage', dialog.topMessage || undefined),
    date, pinned,
    unread: dialog.unreadCount,
    unreadMentions: dialog.unreadMentionsCount,
    unreadReactions: dialog.unreadReactionsCount,
    marked: !!dialog.unreadMark,
    readInbox: dialog.readInboxMaxId,
    readOutbox: dialog.readOutboxMaxId,
    archived: dialog.folderId === 1,
    notify: renderNotify(dialog.notifySettings),
    ...optional('draft', renderDraft(dialog.draft)),
  }
}

export function renderFolders(filters: readonly tl.TypeDialogFilter[]): Folder[] {
  return filters.flatMap(filter => filter._ !== 'dialogFilter' ? [] : [{
    id: filter.id, title: filter.title.text, ...optional('emoji', filter.emoticon),
    include: [...filter.pinnedPeers, ...filter.includePeers].map(inputId), exclude: filter.excludePeers.map(inputId),
    contacts: !!filter.contacts, nonContacts: !!filter.nonContacts, groups: !!filter.groups, channels: !!filter.broadcasts, bots: !!filter.bots,
    skipMuted: !!filter.excludeMuted, skipRead: !!filter.excludeRead, skipArchived: !!filter.excludeArchived,
  }])
}

const inputId = (peer: tl.TypeInputPeer): PeerId =>
  'userId' in peer ? peer.userId : 'chatId' in peer ? -peer.chatId : 'channelId' in peer ? toggleChannelIdMark(peer.channelId) : 0
