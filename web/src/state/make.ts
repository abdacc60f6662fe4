import type { Chat, Dialog, Message, User } from './model'

/** Small makers for tests: a valid message, dialog or user, with what the test is about set on top. */

export const makeMessage = (some: Partial<Message> & { readonly id: number }): Message => ({
  key: `${some.chat ?? 2}:${some.id}`, chat: 2, sender: 2, out: false, date: 1_000 + some.id, text: `message ${some.id}`, entities: [], reactions: [],
  delivery: 'sent', pinned: false, silent: false, scheduled: false, mentioned: false, mentionUnread: false, canEdit: false, post: false, ...some,
})

export const makeDialog = (some: Partial<Dialog> = {}): Dialog => ({
  peer: 2, date: 1_000, unread: 0, unreadMentions: 0, unreadReactions: 0, marked: false, readInbox: 0, readOutbox: 0, pinned: 0, archived: false,
  notify: { muteUntil: 0, silent: false, previews: true }, ...some,
})

export const makeUser = (some: Partial<User> & { readonly id: number }): User => ({
  firstName: 'Ada', lastName: '', presence: { kind: 'long' }, self: false, contact: false, mutual: false, bot: false, deleted: false, verified: false,
  service: false, ...some,
})

export const makeChat = (some: Partial<Chat> & { readonly id: number }): Chat => ({
  kind: 'supergroup', title: 'Choir', left: false, forbidden: false, creator: false, rights: [], admin: false, bans: [], defaults: [], slow: false,
  signatures: false, byRequest: false, protected: false, forum: false, joinToSend: false, verified: false, direct: false, directOpen: false, stars: 0, ...some,
})
