import type { Platform } from '../platform/api'
import type { Actions, App, Found, Recording } from '../state/actions'
import type { Message, PeerId, Reaction } from '../state/model'
import { messageOf } from '../state/select'
import type { Store } from '../state/store'
import type { Calls, Page, Wire } from '../wire/api'
import { At } from './at'
import { botActions } from './bots'
import { Box, loadGifs, type Describe } from './box'
import { Dialogs } from './dialogs'
import { CustomEmoji } from './emoji'
import { Files } from './files'
import { groupActions } from './groups'
import { Histories } from './histories'
import { Outbox, random } from './outbox'
import { Signing } from './signing'
import { storyActions } from './stories'
import { threadActions } from './threads'

const FOUND = 30

interface Parts {
  readonly at: At
  readonly dialogs: Dialogs
  readonly histories: Histories
  readonly outbox: Outbox
  readonly signing: Signing
  readonly files: Files
  readonly emoji: CustomEmoji
  readonly box: Box
}

/** Puts the parts together and begins the visit. */
export function startSync(store: Store, wire: Wire, platform: Platform, describe: Describe): App {
  const at = new At(store, wire, platform)
  const dialogs = new Dialogs(at)
  const histories = new Histories(at, dialogs)
  const outbox = new Outbox(at, dialogs, histories)
  const signing = new Signing(at)
  const files = new Files(at)
  const emoji = new CustomEmoji(at)
  const box = new Box(at, dialogs, histories, outbox, signing, describe)
  const parts: Parts = { at, dialogs, histories, outbox, signing, files, emoji, box }
  const actions: Actions = {
    ...signingActions(parts), ...chatActions(parts), ...messageActions(parts), ...searchActions(parts), ...peopleActions(parts), ...ownActions(parts), ...pageActions(parts),
    ...groupActions(at, histories), ...stickerActions(parts), ...storyActions(at), ...threadActions(at, dialogs), ...botActions(at),
  }
  box.start()
  return { store, actions }
}

type Some<K extends keyof Actions> = Pick<Actions, K>

const signingActions = ({ at, signing }: Parts): Some<
  'sendCode' | 'resendCode' | 'signIn' | 'signUp' | 'checkPassword' | 'requestRecovery' | 'recoverPassword' | 'startQr' | 'backToPhone' | 'signOut' | 'acceptQr'
  | 'terms' | 'acceptTerms' | 'freeze' | 'announcements' | 'announcementSeen' | 'reportAnnouncement'
  | 'wantsAnnouncements' | 'setAnnouncements' | 'promo' | 'dismissHint' | 'hidePromoted'
> => ({
  sendCode: phone => signing.sendCode(phone),
  resendCode: () => signing.resendCode(),
  signIn: code => signing.signIn(code),
  signUp: (firstName, lastName, invite) => signing.signUp(firstName, lastName, invite),
  checkPassword: password => signing.checkPassword(password),
  requestRecovery: () => signing.requestRecovery(),
  recoverPassword: code => signing.recoverPassword(code),
  startQr: () => signing.startQr(),
  backToPhone: () => signing.backToPhone(),
  signOut: () => at.ask('signOut', []),
  terms: () => at.ask('terms', []),
  acceptTerms: id => at.ask('acceptTerms', [id]),
  freeze: () => at.ask('freeze', []),
  announcements: peer => at.ask('announcements', [peer]),
  announcementSeen: (id, followed) => at.background(at.ask('announcementSeen', [id, followed])),
  reportAnnouncement: (id, option) => at.ask('reportAnnouncement', [id, option]),
  wantsAnnouncements: () => at.ask('wantsAnnouncements', []),
  setAnnouncements: wanted => at.ask('setAnnouncements', [wanted]),
  promo: async () => {
    const { promo, peers } = await at.ask('promo', [])
    at.meet(peers)
    return promo
  },
  dismissHint: name => at.background(at.ask('dismissHint', [name])),
  hidePromoted: peer => at.background(at.ask('hidePromoted', [peer])),
  acceptQr: url => at.ask('acceptQr', [url]),
})

const chatActions = ({ at, dialogs, histories }: Parts): Some<
  'openChat' | 'closeChat' | 'loadDialogs' | 'loadOlder' | 'loadNewer' | 'markRead' | 'markUnread' | 'pinDialog' | 'archive' | 'mute' | 'saveDraft'
  | 'setTyping' | 'clearHistory' | 'deleteDialog' | 'loadPinned' | 'loadScheduled'
> => ({
  openChat: (peer, message, thread) => histories.open(peer, message, thread),
  closeChat: () => histories.close(),
  loadDialogs: () => dialogs.more(),
  loadOlder: (peer, thread) => histories.older(peer, thread),
  loadNewer: (peer, thread) => histories.newer(peer, thread),
  markRead: (peer, upTo) => dialogs.markRead(peer, upTo),
  markUnread: (peer, marked) => dialogs.markUnread(peer, marked),
  pinDialog: (peer, pinned) => dialogs.pin(peer, pinned),
  archive: (peer, archived) => dialogs.archive(peer, archived),
  mute: (peer, until) => dialogs.mute(peer, until),
  saveDraft: (peer, draft, reply, thread) => dialogs.saveDraft(peer, draft, reply, thread),
  setTyping: (peer, action = 'typing') => dialogs.setTyping(peer, action),
  clearHistory: (peer, forBoth) => at.ask('clearHistory', [peer, forBoth, true]),
  deleteDialog: async (peer, forBoth) => {
    if (at.state.open === peer) histories.close()
    await at.ask('clearHistory', [peer, forBoth, false])
  },
  loadPinned: peer => histories.loadPinned(peer),
  loadScheduled: peer => histories.loadScheduled(peer),
})

/** My reaction set to one emoji, or taken back when it was that one. */
export function toggled(reactions: readonly Reaction[], emoji: string, me: PeerId): readonly Reaction[] {
  const had = reactions.some(one => one.emoji === emoji && one.mine)
  const without = reactions.flatMap(one => !one.mine ? [one] : one.count > 1 ? [{ ...one, count: one.count - 1, mine: false, recent: one.recent.filter(id => id !== me) }] : [])
  if (had) return without
  const there = without.find(one => one.emoji === emoji)
  const mine: Reaction = { emoji, count: (there?.count ?? 0) + 1, mine: true, recent: [me, ...there?.recent ?? []] }
  return there ? without.map(one => one === there ? mine : one) : [...without, mine]
}

async function react({ at }: Parts, message: Message, emoji: string): Promise<void> {
  const before = (messageOf(at.state, message.chat, message.id) ?? message).reactions
  const after = toggled(before, emoji, at.state.me)
  at.tell({ type: 'reactions', chat: message.chat, id: message.id, reactions: after })
  try {
    await at.ask('react', [message.chat, message.id, after.flatMap(one => one.mine ? [one.emoji] : [])])
  } catch (error) {
    at.tell({ type: 'reactions', chat: message.chat, id: message.id, reactions: before })
    throw error
  }
}

async function record({ at, outbox }: Parts): Promise<Recording> {
  const tape = await at.platform.media.record()
  return {
    level: () => tape.level(),
    seconds: () => tape.seconds(),
    cancel: () => tape.cancel(),
    send: async (peer, options) => outbox.sendVoice(peer, await tape.stop(), options),
  }
}

/** Messages of one chat go to the server together. */
async function remove({ at, outbox }: Parts, messages: readonly Message[], forBoth: boolean): Promise<void> {
  for (const message of messages.filter(one => one.delivery !== 'sent')) outbox.discard(message)
  const sent = messages.filter(one => one.delivery === 'sent')
  for (const chat of new Set(sent.map(one => one.chat))) {
    const ids = (scheduled: boolean): number[] => sent.filter(one => one.chat === chat && one.scheduled === scheduled).map(one => one.id)
    if (ids(false).length) await at.ask('remove', [chat, ids(false), forBoth])
    if (ids(true).length) await at.ask('deleteScheduled', [chat, ids(true)])
  }
}

async function forward({ at }: Parts, messages: readonly Message[], to: PeerId, options: Parameters<Actions['forward']>[2] = {}): Promise<void> {
  for (const chat of new Set(messages.map(one => one.chat))) {
    const ids = messages.filter(one => one.chat === chat && one.id).map(one => one.id).sort((a, b) => a - b)
    if (ids.length) await at.ask('forward', [chat, ids, to, ids.map(random), options])
  }
}

const messageActions = (parts: Parts): Some<
  'sendText' | 'sendFiles' | 'record' | 'retry' | 'discard' | 'edit' | 'remove' | 'forward' | 'react' | 'pin' | 'sendScheduledNow' | 'listened' | 'message'
> => {
  const { at, outbox } = parts
  return {
    sendText: (peer, text, options) => outbox.sendText(peer, text, options),
    sendFiles: (peer, files, caption, options) => at.background(outbox.sendFiles(peer, files, caption, options)),
    record: () => record(parts),
    retry: message => outbox.retry(message),
    discard: message => outbox.discard(message),
    edit: (message, text) => at.ask('edit', [message.chat, message.id, text, message.scheduled]),
    remove: (messages, forBoth) => remove(parts, messages, forBoth),
    forward: (messages, to, options) => forward(parts, messages, to, options),
    react: (message, emoji) => at.background(react(parts, message, emoji)),
    pin: (message, pinned, forBoth = true) => at.ask('pin', [message.chat, message.id, pinned, forBoth]),
    sendScheduledNow: message => at.ask('sendScheduled', [message.chat, [message.id]]),
    listened: message => at.background(at.ask('listened', [message.chat, [message.id]])),
    message: async (peer, id) => {
      const known = messageOf(at.state, peer, id)
      if (known) return known
      const page = await at.ask('messages', [peer, [id]])
      at.meet(page.peers)
      return page.messages[0]
    },
  }
}

const searchActions = ({ at }: Parts): Some<'searchChat' | 'searchAll' | 'media' | 'searchPeers' | 'resolve' | 'resolvePhone'> => {
  const found = async (page: Promise<Page>): Promise<Found> => {
    const { messages, total, peers, next } = await page
    at.meet(peers)
    return { messages, total, ...(next !== undefined && { next }) }
  }
  const resolved = async (answer: Promise<ReturnType<Calls['resolve']>>): Promise<PeerId> => {
    const { peer, peers } = await answer
    at.meet(peers)
    return peer
  }
  return {
    searchChat: (peer, query, next) => found(at.ask('search', [peer, query, 'all', next, FOUND])),
    searchAll: (query, next) => found(at.ask('search', [0, query, 'all', next, FOUND])),
    media: (peer, kind, next) => found(at.ask('search', [peer, '', kind, next, FOUND])),
    searchPeers: async query => {
      const { mine, others, peers } = await at.ask('searchPeers', [query])
      at.meet(peers)
      return { mine, others }
    },
    resolve: username => resolved(at.ask('resolve', [username])),
    resolvePhone: phone => resolved(at.ask('resolvePhone', [phone])),
  }
}

const peopleActions = ({ at, box }: Parts): Some<'loadContacts' | 'addContact' | 'deleteContact' | 'loadProfile' | 'setBlocked' | 'loadBlocked'> => ({
  loadContacts: () => box.loadContacts(),
  addContact: async ({ user, phone = '' }, firstName, lastName) => {
    const { peer, peers } = await at.ask('addContact', [user, phone, firstName, lastName])
    at.meet(peers)
    return peer
  },
  deleteContact: async user => { await at.ask('deleteContact', [user]) },
  loadProfile: peer => box.loadProfile(peer),
  setBlocked: (peer, blocked) => at.ask('setBlocked', [peer, blocked]),
  loadBlocked: () => at.background(at.ask('blocked', []).then(({ ids, peers }) => {
    at.meet(peers)
    at.tell({ type: 'blocked', peers: ids })
  })),
})

const stickerActions = ({ at, outbox, emoji }: Parts): Some<'loadStickerSets' | 'stickers' | 'emojiSets' | 'needEmoji' | 'sendSticker' | 'loadGifs' | 'keepGif'> => ({
  emojiSets: () => at.ask('emojiSets', []),
  needEmoji: id => emoji.need(id),
  loadStickerSets: () => at.background(at.ask('stickerSets', []).then(sets => at.tell({ type: 'stickerSets', sets }))),
  stickers: set => at.ask('stickers', [set]),
  loadGifs: () => loadGifs(at),
  keepGif: (file, kept) => at.ask('keepGif', [file, kept]),
  sendSticker: (peer, sticker, options) => outbox.sendKnown(peer, sticker, options),
})

const ownActions = ({ at }: Parts): Some<
  'setName' | 'setAbout' | 'checkUsername' | 'setUsername' | 'setBirthday' | 'setPhoto' | 'removePhoto' | 'devices' | 'endDevice' | 'privacy' | 'setPrivacy'
  | 'password' | 'setPassword' | 'removePassword' | 'confirmEmail' | 'cancelEmail' | 'deleteAccount'
> => ({
  setName: async (firstName, lastName) => { await at.ask('setProfile', [{ firstName, lastName }]) },
  setAbout: async about => { await at.ask('setProfile', [{ about }]) },
  checkUsername: username => at.ask('checkUsername', [username]),
  setUsername: async username => { await at.ask('setUsername', [username]) },
  setBirthday: birthday => at.ask('setBirthday', [birthday]),
  setPhoto: async file => { await at.ask('setPhoto', [(await at.platform.media.shrink(file)).file], { timeout: 120_000 }) },
  removePhoto: async () => { await at.ask('removePhoto', []) },
  devices: () => at.ask('devices', []),
  endDevice: id => at.ask('endDevice', [id]),
  privacy: async key => {
    const { privacy, peers } = await at.ask('privacy', [key])
    at.meet(peers)
    return privacy
  },
  setPrivacy: async rule => (await at.ask('setPrivacy', [rule])).privacy,
  password: () => at.ask('password', []),
  setPassword: change => at.ask('setPassword', [change]),
  removePassword: current => at.ask('setPassword', [{ current }]),
  confirmEmail: code => at.ask('confirmEmail', [code]),
  cancelEmail: () => at.ask('cancelEmail', []),
  deleteAccount: reason => at.ask('deleteAccount', [reason]),
})

const pageActions = ({ at, files }: Parts): Some<
  'load' | 'hold' | 'cancelLoad' | 'saveFile' | 'changeSettings' | 'allowNotifications' | 'copy' | 'canInstall' | 'install' | 'reload'
> => ({
  load: file => files.load(file),
  hold: file => files.hold(file),
  cancelLoad: file => files.cancel(file),
  saveFile: (file, name) => files.save(file, name),
  changeSettings: settings => {
    at.tell({ type: 'settings', settings })
    at.platform.kept.keepSettings(at.state.settings)
  },
  allowNotifications: () => at.platform.notices.allow(),
  copy: (text, html) => at.platform.desk.copy(text, html),
  canInstall: () => at.platform.page.canInstall(),
  install: () => at.platform.page.install(),
  reload: () => at.platform.page.reload(),
})
