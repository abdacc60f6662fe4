/** Groups and channels as the gallery plays them. */
import type { Actions } from '../../state/actions'
import { Failure } from '../../state/failure'
import type { Member, PeerId } from '../../state/model'
import type { Store } from '../../state/store'

const done = (): Promise<void> => Promise.resolve()
const member = (peer: PeerId, more: Partial<Member> = {}): Member => ({ peer, role: 'member', rank: '', rights: [], bans: [], until: 0, date: 0, canEdit: true, ...more })
const MEMBERS = [
  member(1, { role: 'creator' }), member(3, { role: 'admin', rank: 'Bergführer', rights: ['banUsers', 'pinMessages'] }), member(2), member(5), member(6), member(8),
  member(9), member(10, { role: 'restricted', bans: ['sendPhotos'] }),
]

export const groupPlay = (store: Store): Pick<Actions,
  | 'createGroup' | 'createChannel' | 'join' | 'leaveChat' | 'endChat' | 'setChatTitle' | 'setChatAbout' | 'setChatPhoto' | 'checkChatUsername'
  | 'setChatUsername' | 'setSlowMode' | 'setHistoryHidden' | 'setChatDefaults' | 'setSignatures' | 'setTtl' | 'members' | 'addMembers' | 'removeMember'
  | 'setAdmin' | 'setBans' | 'commonChats' | 'invites' | 'makeInvite' | 'revokeInvite' | 'invitation' | 'acceptInvitation' | 'requests'
  | 'decideRequest' | 'viewed' | 'nextMention' | 'vote' | 'sendPoll' | 'closePoll' | 'sendTodo' | 'tickTodo' | 'addTodo' | 'loadGifs' | 'keepGif' | 'adminLog' | 'statistics' | 'senders' | 'setSender' | 'loadStickerSets' | 'stickers' | 'sendSticker'> => ({
  createGroup: () => Promise.resolve({ peer: -21, missing: [] }), createChannel: () => Promise.resolve(-20),
  join: peer => (store.dispatch({ type: 'peers', peers: { users: [], chats: [{ ...store.get().chats[peer]!, left: false }] } }), done()),
  leaveChat: peer => (store.dispatch({ type: 'left', peer }), done()), endChat: peer => (store.dispatch({ type: 'left', peer }), done()),
  setChatTitle: done, setChatAbout: done, setChatPhoto: done, checkChatUsername: (_, name) => Promise.resolve(name !== 'taken'),
  setChatUsername: done, setSlowMode: done, setHistoryHidden: done, setChatDefaults: done, setSignatures: done, setTtl: done,
  members: (_, filter, query) => {
    const found = MEMBERS.filter(one => (filter !== 'admins' || one.role === 'admin' || one.role === 'creator') && (filter !== 'restricted' || one.role === 'restricted') && filter !== 'removed' && !query)
    return Promise.resolve({ members: found, total: found.length })
  },
  addMembers: () => Promise.resolve([]), removeMember: done, setAdmin: done, setBans: done, commonChats: () => Promise.resolve([-20, -21]),
  invites: () => Promise.resolve([{ link: 'https://t.me/+Zk3mGx7s2u5pRk0u', title: '', permanent: true, revoked: false, byRequest: false, expires: 0, limit: 0, used: 4, waiting: 0 }]),
  makeInvite: () => Promise.reject(new Failure('METHOD_NOT_IMPLEMENTED', 400)), revokeInvite: done,
  invitation: () => Promise.resolve({ kind: 'closed', title: 'Chor am Donnerstag', about: 'Wir singen Schütz und Eisler.', channel: false, members: 31, known: [2, 3], byRequest: true }),
  acceptInvitation: () => Promise.resolve(0), requests: () => Promise.resolve([7]), decideRequest: done, viewed: () => undefined, nextMention: () => Promise.resolve(undefined), vote: done, sendPoll: done, closePoll: done, sendTodo: done, tickTodo: done, addTodo: done, loadGifs: () => store.dispatch({ type: 'gifs', gifs: [] }), keepGif: done, statistics: () => Promise.resolve({ from: 0, to: 0, values: [], charts: [] }), adminLog: () => Promise.resolve({ entries: [], complete: true }), senders: () => Promise.resolve([]), setSender: done,
  loadStickerSets: () => undefined, stickers: () => Promise.resolve([]), sendSticker: () => undefined,
})
