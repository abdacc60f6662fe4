import { Long, tl } from '@mtcute/web'
import type { MessageId, PeerId } from '../../state/model'
import type { Calls, Page } from '../api'
import { renderPage } from '../render-message'
import { peerId, renderPeers } from '../render-peers'
import type { Answers } from './call'

type Filter = Parameters<Calls['search']>[2]

const filters: { readonly [F in Filter]: tl.TypeMessagesFilter } = {
  all: { _: 'inputMessagesFilterEmpty' }, photo: { _: 'inputMessagesFilterPhotoVideo' }, document: { _: 'inputMessagesFilterDocument' },
  link: { _: 'inputMessagesFilterUrl' }, voice: { _: 'inputMessagesFilterVoice' }, pinned: { _: 'inputMessagesFilterPinned' },
}

interface After { readonly id: MessageId; readonly peer: PeerId; readonly rate: number }

/** Newest first, as a list of findings is read. */
function found(answer: tl.messages.TypeMessages, me: PeerId, limit: number): Page {
  const page = renderPage(answer, me)
  const messages = [...page.messages].reverse()
  const last = messages.at(-1)
  const rate = answer._ === 'messages.messagesSlice' ? answer.nextRate ?? last?.date ?? 0 : 0
  const next: After | undefined = last && messages.length >= limit ? { id: last.id, peer: last.chat, rate } : undefined
  return { ...page, messages, ...(next && { next }) }
}

const resolved = (answer: tl.contacts.TypeResolvedPeer): ReturnType<Calls['resolve']> =>
  ({ peer: peerId(answer.peer), peers: renderPeers(answer.users, answer.chats) })

export const search: Answers<'search' | 'searchPeers' | 'resolve' | 'resolvePhone'> = {
  search: async ({ link, running }, peer, q, filter, next, limit) => {
    const after = next as After | undefined
    const offsetId = after?.id ?? 0
    const common = { q, filter: filters[filter], minDate: 0, maxDate: 0, offsetId, limit }
    const answer = peer
      ? await link.call({ _: 'messages.search', ...common, peer: await link.peer(peer), addOffset: 0, maxId: 0, minId: 0, hash: Long.ZERO }, running)
      : await link.call({
        _: 'messages.searchGlobal', ...common, offsetRate: after?.rate ?? 0, offsetPeer: after ? await link.peer(after.peer) : { _: 'inputPeerEmpty' },
      }, running)
    return found(answer, link.me, limit)
  },

  searchPeers: async ({ link, running }, q) => {
    const answer = await link.call({ _: 'contacts.search', q, limit: 20 }, running)
    return { mine: answer.myResults.map(peerId), others: answer.results.map(peerId), peers: renderPeers(answer.users, answer.chats) }
  },

  resolve: async ({ link, running }, username) => resolved(await link.call({ _: 'contacts.resolveUsername', username: username.replace(/^@/, '') }, running)),
  resolvePhone: async ({ link, running }, phone) => resolved(await link.call({ _: 'contacts.resolvePhone', phone }, running)),
}
