/** Actions that play the server: what can be done by changing the state is done, the rest answers from the fixtures. */
import type { Actions } from '../../state/actions'
import { Failure } from '../../state/failure'
import type { Message, PeerId, Privacy } from '../../state/model'
import { messagesOf } from '../../state/select'
import type { Store } from '../../state/store'
import { message, NOW } from './fixtures'
import { threadPlay } from './threads'
import { botPlay } from './bots'
import { groupPlay } from './groups'

const later = (ms: number, run: () => void): void => void setTimeout(run, ms)
const nothing = (): void => undefined
const done = (): Promise<void> => Promise.resolve()

export function playActions(store: Store): Actions {
  const say = store.dispatch
  const step = (session: Parameters<typeof say>[0] & { type: 'session' }): Promise<void> => new Promise(resolve => later(500, () => (say(session), resolve())))
  const all = (): Message[] => Object.values(store.get().histories).flatMap(history => history.ids.map(id => history.messages[id]!))
  function queue(made: Message): void {
    const waiting: Message = { ...made, id: 0, delivery: 'sending' }
    say({ type: 'queued', message: waiting })
    later(700, () => say({ type: 'sent', key: made.key, message: made }))
  }
  return {
    ...groupPlay(store), ...threadPlay, ...botPlay,
    sendCode: phone => phone.endsWith('000') ? Promise.reject(new Failure('FLOOD_WAIT_240', 420, 240))
      : step({ type: 'session', session: { step: 'code', phone, code: { hash: 'x', via: 'app', length: 5, timeout: 42 } } }),
    resendCode: done,
    signIn: code => code === '00000' ? Promise.reject(new Failure('PHONE_CODE_INVALID', 400)) : step({ type: 'session', session: { step: 'ready' } }),
    signUp: () => step({ type: 'session', session: { step: 'ready' } }),
    checkPassword: () => Promise.reject(new Failure('PASSWORD_HASH_INVALID', 400)),
    requestRecovery: () => Promise.resolve('m•••@example.org'),
    recoverPassword: done,
    terms: () => Promise.resolve({ terms: null, expires: NOW + 86_400 }), acceptTerms: done,
    freeze: async () => null,
    announcements: () => Promise.resolve([]), announcementSeen: nothing, reportAnnouncement: () => Promise.resolve({ state: 'reported', choices: [] }),
    wantsAnnouncements: () => Promise.resolve(true), setAnnouncements: done, promo: () => Promise.resolve({ expires: NOW + 3600 }), dismissHint: nothing, hidePromoted: nothing,
    startQr: () => step({ type: 'session', session: { step: 'qr', url: 'tg://login?token=AQJ4tQ8kWf0qC1zM9y3mGx7s2u5pRk0uT6Yh1VbN2c8', expires: NOW + 30 } }),
    backToPhone: () => say({ type: 'session', session: { step: 'phone' } }),
    signOut: () => step({ type: 'session', session: { step: 'phone' } }),
    acceptQr: () => Promise.reject(new Failure('AUTH_TOKEN_EXPIRED', 400)),
    openChat: peer => say({ type: 'opened', peer }),
    closeChat: () => say({ type: 'opened', peer: 0 }),
    needEmoji: nothing, emojiSets: () => Promise.resolve([]), loadDialogs: nothing, loadOlder: peer => older(peer), loadNewer: nothing,
    markRead: (peer, upTo) => say({ type: 'readInbox', peer, upTo, unread: 0 }),
    markUnread: (peer, marked) => say({ type: 'dialogMarked', peer, marked }),
    pinDialog: (peer, pinned) => say({ type: 'dialogPinned', peer, pinned }),
    archive: (peer, archived) => say({ type: 'dialogArchived', peer, archived }),
    mute: (peer, muteUntil) => say({ type: 'notify', peer, notify: { muteUntil, silent: false, previews: true } }),
    saveDraft: (peer, draft, reply) => say({ type: 'draft', peer, draft: draft.text ? { ...draft, date: NOW, ...(reply && { reply }) } : undefined }),
    setTyping: nothing, clearHistory: done, deleteDialog: peer => (say({ type: 'dialogRemoved', peer }), done()), loadPinned: nothing, loadScheduled: nothing,
    sendText: (chat, text, options) => queue(message(chat, 1, Math.floor(Date.now() / 1000), { ...text, ...(options?.reply && { reply: { message: options.reply } }) })),
    sendFiles: (chat, files, caption) => files.forEach((one, i) => queue(message(chat, 1, Math.floor(Date.now() / 1000), {
      ...(i === 0 ? caption : {}), media: { kind: 'document', name: one.name, size: one.file.size, mime: one.file.type, file: { key: one.name, location: null } } }))),
    record: () => {
      const begun = Date.now()
      return Promise.resolve({ level: () => Math.abs(Math.sin(Date.now() / 170) * Math.cos(Date.now() / 410)), seconds: () => (Date.now() - begun) / 1000, send: done, cancel: nothing })
    },
    retry: one => (say({ type: 'sendRetried', chat: one.chat, key: one.key })),
    discard: one => say({ type: 'discarded', chat: one.chat, key: one.key }),
    edit: (one, text) => (say({ type: 'edited', message: { ...one, ...text, edited: NOW } }), done()),
    remove: list => (say({ type: 'deleted', chat: 0, ids: list.map(one => one.id) }), done()),
    forward: (list, to) => (list.forEach(one => queue(message(to, 1, NOW, { text: one.text, entities: one.entities, forward: { from: one.sender, name: '', date: one.date } }))), done()),
    react: (one, emoji) => {
      const old = one.reactions.find(reaction => reaction.emoji === emoji)
      const rest = one.reactions.filter(reaction => reaction.emoji !== emoji)
      const next = old?.mine ? (old.count > 1 ? [{ ...old, mine: false, count: old.count - 1, recent: old.recent.filter(peer => peer !== 1) }] : [])
        : [{ emoji, count: (old?.count ?? 0) + 1, mine: true, recent: [...(old?.recent ?? []), 1] }]
      say({ type: 'reactions', chat: one.chat, id: one.id, reactions: [...rest, ...next] })
    },
    pin: (one, pinned) => (say({ type: 'pinned', chat: one.chat, ids: [one.id], pinned }), done()),
    sendScheduledNow: done,
    listened: one => say({ type: 'listened', chat: one.chat, ids: [one.id] }),
    message: () => Promise.resolve(undefined),
    searchChat: (peer, query) => found(messagesOf(store.get(), peer).filter(one => one.text.toLowerCase().includes(query.toLowerCase()))),
    searchAll: query => found(all().filter(one => one.text.toLowerCase().includes(query.toLowerCase()))),
    media: (peer, kind) => found(messagesOf(store.get(), peer).filter(one => kind === 'link' ? one.entities.some(entity => entity.kind === 'url') : one.media?.kind === kind)),
    searchPeers: () => Promise.resolve({ mine: [], others: [7] }),
    resolve: () => Promise.resolve(3), resolvePhone: () => Promise.resolve(3),
    load: nothing, hold: () => nothing, cancelLoad: nothing, saveFile: done,
    loadContacts: nothing, addContact: () => Promise.resolve(7), deleteContact: done, loadProfile: nothing,
    loadStories: nothing, story: () => Promise.resolve(undefined), postStory: done, storyViewers: () => Promise.resolve({ viewers: [{ user: 2, date: NOW - 900, reaction: '❤' }, { user: 3, date: NOW - 2000 }], total: 2 }),
    shelf: () => Promise.resolve({ stories: [], total: 0 }), albums: () => Promise.resolve([]), keepStory: done, makeAlbum: title => Promise.resolve({ id: 1, title }), changeAlbum: done, endAlbum: done,
    sawStory: ({ peer, id }) => say({ type: 'storiesRead', peer, upTo: id }),
    likeStory: ({ peer, id }, reaction) => (say({ type: 'storyLiked', peer, id, reaction }), done()),
    deleteStory: ({ peer, id }) => (say({ type: 'story', peer, id, story: undefined }), done()),
    setBlocked: (peer, blocked) => (say({ type: 'blockedOne', peer, blocked }), done()),
    loadBlocked: nothing, setName: done, setAbout: done, checkUsername: name => new Promise(resolve => later(300, () => resolve(name !== 'taken'))), setUsername: done, setBirthday: done, setPhoto: done, removePhoto: done,
    devices: () => Promise.resolve([
      { id: '1', current: true, app: 'Angarium Web', version: '0.1.0', model: 'Chromium 156', platform: 'Linux', address: '10.0.0.7', country: '', created: NOW - 9000, active: NOW },
      { id: '2', current: false, app: 'Telegram Android', version: '12.1', model: 'Pixel 9', platform: 'Android 16', address: '10.0.0.12', country: 'Germany', created: NOW - 900000, active: NOW - 8000 },
      { id: '3', current: false, app: 'Telethon', version: '1.45', model: 'PC', platform: 'Linux', address: '192.168.1.4', country: '', created: NOW - 900000, active: NOW - 400000 },
    ]),
    endDevice: done,
    privacy: key => Promise.resolve<Privacy>({ key, rule: key === 'phone' ? 'contacts' : key === 'birthday' ? 'nobody' : 'everybody', allow: key === 'phone' ? [3, 5] : [], deny: [] }),
    setPrivacy: rule => Promise.resolve(rule),
    password: () => Promise.resolve({ enabled: false, hint: '', hasRecovery: false, pendingEmail: 'm•••@example.org' }), setPassword: done, removePassword: done, confirmEmail: done, cancelEmail: done, deleteAccount: done,
    changeSettings: settings => say({ type: 'settings', settings }),
    allowNotifications: () => Promise.resolve(true), copy: text => navigator.clipboard.writeText(text), canInstall: () => true, install: done,
    reload: () => location.reload(),
  }

  function found(messages: readonly Message[]): ReturnType<Actions['searchAll']> {
    return new Promise(resolve => later(200, () => resolve({ messages: [...messages].reverse(), total: messages.length })))
  }
  function older(peer: PeerId): void {
    say({ type: 'historyLoading', peer, side: 'older' })
    later(400, () => {
      const first = messagesOf(store.get(), peer)[0]
      const page = Array.from({ length: 40 }, (_, i) => ({ ...message(peer, i % 3 ? 2 : 1, (first?.date ?? NOW) - (40 - i) * 700, {}), text: `Older message ${(first?.id ?? 0) - 40 + i}${' and more words'.repeat(i % 7)}` }))
        .map((one, i) => ({ ...one, id: (first?.id ?? 0) - 40 + i, key: `o${(first?.id ?? 0) - 40 + i}` }))
      say({ type: 'history', peer, messages: page, side: 'older', atStart: (first?.id ?? 0) < -400 })
    })
  }
}
