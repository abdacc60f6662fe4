import type { tl } from '@mtcute/web'
import type { PeerId, TypingAction } from '../state/model'
import type { WireEvent } from './api'
import { noPeers, type Link } from './link'
import { renderDraft, renderMessage, renderReactions } from './render-message'
import { renderResults } from './render-media'
import { renderStory } from './render-stories'
import { channelPeer, optional, peerId, renderNotify, renderPeers, renderPresence } from './render-peers'

type Handlers = { readonly [N in tl.TypeUpdate['_']]?: (update: Extract<tl.TypeUpdate, { readonly _: N }>, link: Link) => WireEvent[] | Promise<WireEvent[]> }

/** How long someone counts as typing after the last word of it, in milliseconds. https://core.telegram.org/constructor/updateUserTyping */
const TYPING = 6_000

const actions: { readonly [name: string]: TypingAction } = {
  sendMessageTypingAction: 'typing', sendMessageRecordAudioAction: 'recordVoice', sendMessageRecordRoundAction: 'recordVoice',
  sendMessageUploadAudioAction: 'uploadVoice', sendMessageUploadPhotoAction: 'uploadPhoto', sendMessageUploadDocumentAction: 'uploadDocument',
  sendMessageUploadVideoAction: 'uploadVideo', sendMessageRecordVideoAction: 'uploadVideo', sendMessageChooseStickerAction: 'chooseSticker',
}

/** Milliseconds after a message within which its writer cannot be typing: mtcute tells of typing after the messages of the same moment. */
const JUST_NOW = 700
const wrote = new Map<PeerId, number>()

function typing(chat: PeerId, user: PeerId, action: tl.TypeSendMessageAction): WireEvent[] {
  if (Date.now() - (wrote.get(user) ?? 0) < JUST_NOW) return []
  const until = action._ === 'sendMessageCancelAction' ? 0 : Date.now() + TYPING
  return [{ type: 'typing', chat, typing: { user, action: actions[action._] ?? 'other', until } }]
}

function arrived(raw: tl.TypeMessage, link: Link, scheduled = false): WireEvent[] {
  const message = renderMessage(raw, link.me, scheduled)
  if (message) wrote.set(message.sender, Date.now())
  return message ? [{ type: 'message', message, peers: noPeers }] : []
}

function changed(raw: tl.TypeMessage, link: Link): WireEvent[] {
  const message = renderMessage(raw, link.me)
  return message ? [{ type: 'edited', message, peers: noPeers }] : []
}

const dialogPeer = (peer: tl.TypeDialogPeer): PeerId[] => peer._ === 'dialogPeer' ? [peerId(peer.peer)] : []

async function user(id: PeerId, link: Link): Promise<WireEvent[]> {
  const users = await link.call({ _: 'users.getUsers', id: [await link.user(id)] })
  return [{ type: 'peers', peers: renderPeers(users, []) }, { type: 'profileChanged', peer: id }]
}

/** What I am in a channel has changed, or the channel itself: the server's word on it, and whether I am still there. */
async function channel(peer: PeerId, link: Link): Promise<WireEvent[]> {
  const { chats } = await link.call({ _: 'channels.getChannels', id: [await link.channel(peer)] })
  const peers = renderPeers([], chats)
  const gone = peers.chats.some(chat => chat.id === peer && chat.left)
  return [{ type: 'peers', peers }, { type: gone ? 'left' : 'joined', peer }, { type: 'profileChanged', peer }]
}

/** One row per kind of update; kinds that have none change nothing that a page shows. */
const handlers: Handlers = {
  updateNewMessage: ({ message }, link) => arrived(message, link),
  updateNewChannelMessage: ({ message }, link) => arrived(message, link),
  updateNewScheduledMessage: ({ message }, link) => arrived(message, link, true),
  updateEditMessage: ({ message }, link) => changed(message, link),
  updateEditChannelMessage: ({ message }, link) => changed(message, link),
  updateDeleteMessages: ({ messages }) => [{ type: 'deleted', chat: 0, ids: messages }],
  updateDeleteChannelMessages: ({ channelId, messages }) => [{ type: 'deleted', chat: channelPeer(channelId), ids: messages }],
  updateDeleteScheduledMessages: ({ peer }) => [{ type: 'scheduledChanged', chat: peerId(peer) }],
  updateMessageReactions: ({ peer, msgId, reactions }) => [{ type: 'reactions', chat: peerId(peer), id: msgId, reactions: renderReactions(reactions) }],
  updatePinnedMessages: ({ peer, messages, pinned }) => [{ type: 'pinned', chat: peerId(peer), ids: messages, pinned: !!pinned }],
  updatePinnedChannelMessages: ({ channelId, messages, pinned }) => [{ type: 'pinned', chat: channelPeer(channelId), ids: messages, pinned: !!pinned }],
  updateReadMessagesContents: ({ messages }) => [{ type: 'listened', chat: 0, ids: messages }],
  updateChannelReadMessagesContents: ({ channelId, messages }) => [{ type: 'listened', chat: channelPeer(channelId), ids: messages }],

  updateReadHistoryInbox: ({ peer, maxId, stillUnreadCount }) => [{ type: 'readInbox', peer: peerId(peer), upTo: maxId, unread: stillUnreadCount }],
  updateReadChannelInbox: ({ channelId, maxId, stillUnreadCount }) => [{ type: 'readInbox', peer: channelPeer(channelId), upTo: maxId, unread: stillUnreadCount }],
  updateReadChannelDiscussionInbox: ({ channelId, topMsgId, readMaxId }) => [{ type: 'threadRead', peer: channelPeer(channelId), thread: topMsgId, upTo: readMaxId }],
  updateReadMonoForumInbox: ({ channelId, savedPeerId, readMaxId }) => [{ type: 'threadRead', peer: channelPeer(channelId), thread: peerId(savedPeerId), upTo: readMaxId }],
  updateReadMonoForumOutbox: ({ channelId, savedPeerId, readMaxId }) => [{ type: 'threadReadOutbox', peer: channelPeer(channelId), thread: peerId(savedPeerId), upTo: readMaxId }],
  updateReadHistoryOutbox: ({ peer, maxId }) => [{ type: 'readOutbox', peer: peerId(peer), upTo: maxId }],
  updateReadChannelOutbox: ({ channelId, maxId }) => [{ type: 'readOutbox', peer: channelPeer(channelId), upTo: maxId }],

  updateUserTyping: ({ userId, action }) => typing(userId, userId, action),
  updateChatUserTyping: ({ chatId, fromId, action }) => typing(-chatId, peerId(fromId), action),
  updateChannelUserTyping: ({ channelId, fromId, action }) => typing(channelPeer(channelId), peerId(fromId), action),
  updateUserStatus: ({ userId, status }) => [{ type: 'presence', user: userId, presence: renderPresence(status) }],

  updateDraftMessage: ({ peer, topMsgId, savedPeerId, draft }) => {
    const thread = savedPeerId ? peerId(savedPeerId) : topMsgId ?? 0
    return [{ type: 'draft', peer: peerId(peer), draft: renderDraft(draft, thread), ...(thread && { thread }) }]
  },
  updateSavedGifs: () => [{ type: 'gifsChanged' }],
  updateNotifySettings: ({ peer, notifySettings }) =>
    peer._ === 'notifyPeer' ? [{ type: 'notify', peer: peerId(peer.peer), notify: renderNotify(notifySettings) }] : [],
  updateDialogPinned: ({ peer, pinned }) => dialogPeer(peer).map(one => ({ type: 'dialogPinned', peer: one, pinned: !!pinned })),
  updatePinnedDialogs: ({ order }) => order ? [{ type: 'dialogsPinned', order: order.flatMap(dialogPeer) }] : [],
  updateDialogUnreadMark: ({ peer, unread }) => dialogPeer(peer).map(one => ({ type: 'dialogMarked', peer: one, marked: !!unread })),
  updateFolderPeers: ({ folderPeers }) => folderPeers.map(({ peer, folderId }) => ({ type: 'dialogArchived', peer: peerId(peer), archived: folderId === 1 })),

  updateMessagePoll: ({ pollId, poll, results }) => [{ type: 'poll', id: pollId.toString(), results: renderResults(results), closed: poll?.closed }],
  updateChannelMessageViews: ({ channelId, id, views }) => [{ type: 'views', chat: channelPeer(channelId), views: [{ id, views }] }],
  updateStory: ({ peer, story }) => [{ type: 'story', peer: peerId(peer), id: story.id, story: renderStory(story, peerId(peer)) }],
  updateSentStoryReaction: ({ peer, storyId, reaction }) =>
    [{ type: 'storyLiked', peer: peerId(peer), id: storyId, reaction: reaction._ === 'reactionEmoji' ? reaction.emoticon : undefined }],
  updateReadStories: ({ peer, maxId }) => [{ type: 'storiesRead', peer: peerId(peer), upTo: maxId }],
  updateChannel: ({ channelId }, link) => channel(channelPeer(channelId), link),
  updateChat: ({ chatId }) => [{ type: 'profileChanged', peer: -chatId }],
  updateChatParticipants: ({ participants }) => [{ type: 'profileChanged', peer: -participants.chatId }],
  updateChatParticipantAdd: ({ chatId }) => [{ type: 'profileChanged', peer: -chatId }],
  updateChatParticipantDelete: ({ chatId }) => [{ type: 'profileChanged', peer: -chatId }],
  updateChatParticipantAdmin: ({ chatId }) => [{ type: 'profileChanged', peer: -chatId }],
  updateChatDefaultBannedRights: ({ peer }) => [{ type: 'profileChanged', peer: peerId(peer) }],
  updatePendingJoinRequests: ({ peer }) => [{ type: 'profileChanged', peer: peerId(peer) }],
  updatePeerHistoryTTL: ({ peer }) => [{ type: 'profileChanged', peer: peerId(peer) }],

  updatePeerBlocked: ({ peerId: peer, blocked }) => [{ type: 'blockedOne', peer: peerId(peer), blocked: !!blocked }],
  updateUser: ({ userId }, link) => user(userId, link),
  updateUserName: ({ userId }, link) => user(userId, link),
  updateUserPhone: ({ userId }, link) => user(userId, link),
  updatePeerSettings: ({ peer }, link) => peer._ === 'peerUser' ? user(peer.userId, link) : [],
  updateContactsReset: () => [{ type: 'contactsChanged' }],
}

/** Tells the pages what an update says. */
export async function tell(update: tl.TypeUpdate, link: Link): Promise<void> {
  const handler = handlers[update._] as ((update: tl.TypeUpdate, link: Link) => WireEvent[] | Promise<WireEvent[]>) | undefined
  if (!handler) return
  for (const event of await handler(update, link)) link.emit(event)
}

/** The messages of a call's own answer, each with the random id it was sent under. */
export function answered(answer: tl.TypeUpdates): { readonly message: tl.TypeMessage; readonly scheduled: boolean; readonly random?: string }[] {
  if (answer._ !== 'updates' && answer._ !== 'updatesCombined') return []
  const randoms = new Map(answer.updates.flatMap(update => update._ === 'updateMessageID' ? [[update.id, update.randomId.toString()] as const] : []))
  return answer.updates.flatMap(update => {
    if (update._ !== 'updateNewMessage' && update._ !== 'updateNewChannelMessage' && update._ !== 'updateNewScheduledMessage') return []
    return [{ message: update.message, scheduled: update._ === 'updateNewScheduledMessage', ...optional('random', randoms.get(update.message.id)) }]
  })
}
