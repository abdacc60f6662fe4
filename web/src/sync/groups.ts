import type { Actions } from '../state/actions'
import { messageOf } from '../state/select'
import type { Message, MessageId, PeerId } from '../state/model'
import type { Histories } from './histories'
import type { At } from './at'
import { placed, random } from './outbox'

/** Members asked for at once; milliseconds within which views are gathered; time for a picture to go up. */
const PAGE = 50
const GATHER = 800
const UPLOAD = 120_000

type Mine = Pick<Actions,
  | 'createGroup' | 'createChannel' | 'join' | 'leaveChat' | 'endChat' | 'setChatTitle' | 'setChatAbout' | 'setChatPhoto' | 'checkChatUsername'
  | 'setChatUsername' | 'setSlowMode' | 'setHistoryHidden' | 'setChatDefaults' | 'setSignatures' | 'setTtl' | 'members' | 'addMembers' | 'removeMember'
  | 'setAdmin' | 'setBans' | 'commonChats' | 'invites' | 'makeInvite' | 'revokeInvite' | 'invitation' | 'acceptInvitation' | 'requests'
  | 'decideRequest' | 'viewed' | 'nextMention' | 'vote' | 'sendPoll' | 'closePoll' | 'sendTodo' | 'tickTodo' | 'addTodo' | 'adminLog' | 'statistics' | 'senders' | 'setSender'>

/** Posts that were seen are told together, each once in a visit. */
class Views {
  private readonly told = new Set<string>()
  private readonly waiting = new Map<PeerId, MessageId[]>()

  constructor(private readonly at: At) {}

  saw(peer: PeerId, ids: readonly MessageId[]): void {
    const fresh = ids.filter(id => !this.told.has(`${peer}:${id}`))
    if (!fresh.length) return
    for (const id of fresh) this.told.add(`${peer}:${id}`)
    const waiting = this.waiting.get(peer)
    if (waiting) return void waiting.push(...fresh)
    this.waiting.set(peer, [...fresh])
    setTimeout(() => this.tell(peer), GATHER)
  }

  private tell(peer: PeerId): void {
    const ids = this.waiting.get(peer) ?? []
    this.waiting.delete(peer)
    this.at.background(this.at.ask('viewed', [peer, ids]).then(views => this.at.tell({ type: 'views', chat: peer, views })))
  }
}

async function setPhoto(at: At, peer: PeerId, photo: Blob | undefined): Promise<void> {
  await at.ask('setChatPhoto', [peer, photo && (await at.platform.media.shrink(photo)).file], { timeout: UPLOAD })
}

async function vote(at: At, message: Message, options: readonly string[]): Promise<void> {
  await at.ask('vote', [message.chat, message.id, options])
  // The counts come with the log; a poll that the log says nothing of is read anew.
  const known = messageOf(at.state, message.chat, message.id)
  if (!known) return
  const page = await at.ask('messages', [message.chat, [message.id]])
  for (const one of page.messages) at.tell({ type: 'edited', message: one })
}

export function groupActions(at: At, histories: Histories): Mine {
  const views = new Views(at)
  const meet = async <T extends { readonly peers: Parameters<At['meet']>[0] }>(answer: Promise<T>): Promise<T> => {
    const told = await answer
    at.meet(told.peers)
    return told
  }
  return {
    createGroup: async (title, users, photo) => {
      const made = await at.ask('createGroup', [title, users])
      if (photo) at.background(setPhoto(at, made.peer, photo))
      return made
    },
    createChannel: async (of, photo) => {
      const peer = await at.ask('createChannel', [of])
      if (photo) at.background(setPhoto(at, peer, photo))
      return peer
    },
    join: async peer => {
      await at.ask('join', [peer])
      if (at.state.open === peer) histories.latest(peer)
    },
    leaveChat: peer => at.ask('leaveChat', [peer]),
    endChat: peer => at.ask('endChat', [peer]),
    setChatTitle: (peer, title) => at.ask('setChatTitle', [peer, title]),
    setChatAbout: (peer, about) => at.ask('setChatAbout', [peer, about]),
    setChatPhoto: (peer, photo) => setPhoto(at, peer, photo),
    checkChatUsername: (peer, username) => at.ask('checkChatUsername', [peer, username]),
    setChatUsername: (peer, username) => at.ask('setChatUsername', [peer, username]),
    setSlowMode: (peer, seconds) => at.ask('setSlowMode', [peer, seconds]),
    setHistoryHidden: (peer, hidden) => at.ask('setHistoryHidden', [peer, hidden]),
    setChatDefaults: (peer, bans) => at.ask('setChatDefaults', [peer, bans]),
    setSignatures: (peer, on) => at.ask('setSignatures', [peer, on]),
    setTtl: (peer, seconds) => at.ask('setTtl', [peer, seconds]),
    members: (peer, filter, query, offset) => meet(at.ask('members', [peer, filter, query, offset, PAGE])),
    addMembers: (peer, users) => at.ask('addMembers', [peer, users]),
    removeMember: (peer, user) => at.ask('removeMember', [peer, user]),
    setAdmin: (peer, user, rights, rank) => at.ask('setAdmin', [peer, user, rights, rank]),
    setBans: (peer, user, bans, until) => at.ask('setBans', [peer, user, bans, until]),
    commonChats: async user => (await meet(at.ask('commonChats', [user]))).ids,
    invites: peer => at.ask('invites', [peer]),
    makeInvite: (peer, of) => at.ask('makeInvite', [peer, of]),
    revokeInvite: (peer, link) => at.ask('revokeInvite', [peer, link]),
    invitation: async hash => (await meet(at.ask('invitation', [hash]))).invitation,
    acceptInvitation: hash => at.ask('acceptInvitation', [hash]),
    requests: async peer => (await meet(at.ask('requests', [peer]))).users,
    decideRequest: (peer, user, approved) => at.ask('decideRequest', [peer, user, approved]),
    viewed: (peer, ids) => views.saw(peer, ids),
    nextMention: async peer => (await meet(at.ask('mentions', [peer]))).messages.reduce<MessageId | undefined>((low, { id }) => low === undefined || id < low ? id : low, undefined),
    vote: (message, options) => vote(at, message, options),
    sendPoll: (peer, poll, options = {}) => at.ask('sendPoll', [peer, poll, { ...placed(at.state, peer, options), random: random() }]),
    adminLog: (peer, filter, before) => meet(at.ask('adminLog', [peer, filter, before])),
    statistics: peer => at.ask('statistics', [peer, at.state.chats[peer]?.kind === 'channel' ? 'channel' : 'group']),
    senders: async peer => (await meet(at.ask('senders', [peer]))).ids,
    setSender: (peer, sender) => at.ask('setSender', [peer, sender]),
    sendTodo: (peer, todo, options = {}) => at.ask('sendTodo', [peer, todo, { ...placed(at.state, peer, options), random: random() }]),
    tickTodo: (message, item, done) => at.ask('tickTodo', [message.chat, message.id, item, done]),
    addTodo: async (message, items) => {
      if (message.media?.kind !== 'todo') return
      const last = Math.max(0, ...message.media.items.map(item => item.id))
      await at.ask('addTodo', [message.chat, message.id, items.map((text, i) => ({ id: last + 1 + i, text }))])
    },
    closePoll: async message => {
      if (message.media?.kind === 'poll') await at.ask('closePoll', [message.chat, message.id, message.media.id])
    },
  }
}
