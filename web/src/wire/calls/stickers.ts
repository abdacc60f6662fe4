import { Long, tl } from '@mtcute/web'
import { Failure } from '../../state/failure'
import type { MediaSticker, StickerSet } from '../../state/model'
import { toLong } from '../link'
import { renderCustomEmoji, renderGifs, renderStickers } from '../render-media'
import type { Location } from '../render-peers'
import { common, publish } from './messages'
import type { Answers } from './call'

function documentOf(at: Location): tl.TypeInputDocument {
  if (at.of !== 'document') throw new Failure('MEDIA_INVALID', 400)
  return { _: 'inputDocument', id: toLong(at.id), accessHash: toLong(at.hash), fileReference: at.reference }
}

const renderSets = (sets: readonly tl.TypeStickerSet[]): StickerSet[] =>
  sets.filter(set => !set.archived).map(set => ({ id: set.id.toString(), hash: set.accessHash.toString(), title: set.title, count: set.count }))

export const stickers: Answers<'stickerSets' | 'emojiSets' | 'stickers' | 'customEmoji' | 'gifs' | 'keepGif' | 'sendKnown'> = {
  stickerSets: async ({ link, running }) => {
    const answer = await link.call({ _: 'messages.getAllStickers', hash: Long.ZERO }, running)
    return answer._ === 'messages.allStickers' ? renderSets(answer.sets.filter(set => !set.masks && !set.emojis)) : []
  },
  emojiSets: async ({ link, running }) => {
    const answer = await link.call({ _: 'messages.getEmojiStickers', hash: Long.ZERO }, running)
    return answer._ === 'messages.allStickers' ? renderSets(answer.sets) : []
  },
  stickers: async ({ link, running }, { id, hash }): Promise<readonly MediaSticker[]> => {
    const stickerset: tl.TypeInputStickerSet = { _: 'inputStickerSetID', id: toLong(id), accessHash: toLong(hash) }
    const answer = await link.call({ _: 'messages.getStickerSet', stickerset, hash: 0 }, running)
    return answer._ === 'messages.stickerSet' ? renderStickers(answer.documents, { set: id, hash }) : []
  },

  customEmoji: async ({ link, running }, ids) =>
    renderCustomEmoji(await link.call({ _: 'messages.getCustomEmojiDocuments', documentId: ids.map(toLong) }, running)),

  gifs: async ({ link, running }) => {
    const answer = await link.call({ _: 'messages.getSavedGifs', hash: Long.ZERO }, running)
    return answer._ === 'messages.savedGifs' ? renderGifs(answer.gifs) : []
  },
  keepGif: async ({ link, running }, { location }, kept) => {
    await link.call({ _: 'messages.saveGif', id: documentOf(location as Location), unsave: !kept }, running)
    link.emit({ type: 'gifsChanged' })
  },

  /** A file that the server knows already: a sticker, a kept GIF. */
  sendKnown: async ({ link, running }, peer, { location }, options) => {
    const id = documentOf(location as Location)
    const answer = await link.call({
      _: 'messages.sendMedia', ...await common(link, peer, options), media: { _: 'inputMediaDocument', id }, message: '', randomId: toLong(options.random),
    }, running)
    const message = publish(link, answer).find(one => one.key === options.random)
    if (!message) throw new Failure('INTERNAL')
    return { message, peers: { users: [], chats: [] } }
  },
}
