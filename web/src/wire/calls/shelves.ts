import { Long, type tl } from '@mtcute/web'
import type { Link } from '../link'
import { renderPeers } from '../render-peers'
import { renderStory } from '../render-stories'
import type { ShelfPage } from '../api'
import type { PeerId } from '../../state/model'
import type { Answers } from './call'

const PAGE = 60

function rendered(answer: tl.stories.TypeStories, peer: PeerId): ShelfPage {
  return { stories: answer.stories.flatMap(item => renderStory(item, peer) ?? []), total: answer.count, peers: renderPeers(answer.users, answer.chats) }
}
const mine = async (link: Link): Promise<tl.TypeInputPeer> => link.peer(link.me)

/** Stories that stay: on a profile, in its albums, and in one's own archive. https://core.telegram.org/api/stories#pinned-or-archived-stories */
export const shelves: Answers<'shelf' | 'albums' | 'keepStory' | 'makeAlbum' | 'changeAlbum' | 'endAlbum'> = {
  shelf: async ({ link, running }, peer, of, before) => {
    const at = await link.peer(peer)
    if (of === 'archive') return rendered(await link.call({ _: 'stories.getStoriesArchive', peer: at, offsetId: before, limit: PAGE }, running), peer)
    if (of === 'profile') return rendered(await link.call({ _: 'stories.getPinnedStories', peer: at, offsetId: before, limit: PAGE }, running), peer)
    return rendered(await link.call({ _: 'stories.getAlbumStories', peer: at, albumId: of, offset: 0, limit: PAGE }, running), peer)
  },
  albums: async ({ link, running }, peer) => {
    const answer = await link.call({ _: 'stories.getAlbums', peer: await link.peer(peer), hash: Long.ZERO }, running)
    return answer._ === 'stories.albums' ? answer.albums.map(({ albumId, title }) => ({ id: albumId, title })) : []
  },
  keepStory: async ({ link, running }, id, kept) => { await link.call({ _: 'stories.togglePinned', peer: await mine(link), id: [id], pinned: kept }, running) },
  makeAlbum: async ({ link, running }, title, stories) => {
    const { albumId } = await link.call({ _: 'stories.createAlbum', peer: await mine(link), title, stories: [...stories] }, running)
    return { id: albumId, title }
  },
  changeAlbum: async ({ link, running }, albumId, id, added) => {
    await link.call({ _: 'stories.updateAlbum', peer: await mine(link), albumId, ...(added ? { addStories: [id] } : { deleteStories: [id] }) }, running)
  },
  endAlbum: async ({ link, running }, albumId) => { await link.call({ _: 'stories.deleteAlbum', peer: await mine(link), albumId }, running) },
}
