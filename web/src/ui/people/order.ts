/** The order of contacts: by name in the reader's language; a search matches the beginning of any word. Pure. */
import type { PeerId } from '../../state/model'
import { nameOf } from '../../state/select'
import type { State } from '../../state/state'

export function sortByName(state: State, peers: readonly PeerId[], locale: string): readonly PeerId[] {
  const collator = new Intl.Collator(locale)
  return [...peers].sort((a, b) => collator.compare(nameOf(state, a), nameOf(state, b)))
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** "lov" finds "Ada Lovelace", "ada" finds "@ada". */
export function matches(state: State, peer: PeerId, query: string): boolean {
  const wanted = plain(query.trim()).replace(/^@/, '')
  if (!wanted) return true
  const username = state.users[peer]?.username ?? state.chats[peer]?.username ?? ''
  const name = plain(nameOf(state, peer))
  return name.startsWith(wanted) || name.split(/\s+/).some(word => word.startsWith(wanted)) || plain(username).startsWith(wanted)
}
