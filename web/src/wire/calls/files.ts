import { tl } from '@mtcute/web'
import { downloadAsIterable } from '@mtcute/web/methods.js'
import { Failure } from '../../state/failure'
import { toLong, type Link, type Running } from '../link'
import type { Location, Origin } from '../render-peers'
import { isChannel } from './groups'
import type { Answers } from './call'

async function locationToTl(link: Link, location: Location): Promise<tl.TypeInputFileLocation> {
  if (location.of === 'peer') return { _: 'inputPeerPhotoFileLocation', peer: await link.peer(location.peer), photoId: toLong(location.photo), big: location.big }
  const { id, hash, reference, thumb } = location
  const common = { id: toLong(id), accessHash: toLong(hash), fileReference: reference, thumbSize: thumb }
  return location.of === 'photo' ? { _: 'inputPhotoFileLocation', ...common } : { _: 'inputDocumentFileLocation', ...common }
}

/** The same file with a fresh reference, taken from where it was found. https://core.telegram.org/api/file_reference */
async function renewed(link: Link, location: Location): Promise<Location> {
  if (location.of === 'peer' || !location.from) throw new Failure('FILE_REFERENCE_EXPIRED', 400)
  const reference = await referenceAt(link, location.from, location.id)
  if (!reference) throw new Failure('FILE_REFERENCE_EXPIRED', 400)
  return { ...location, reference }
}

async function referenceAt(link: Link, from: Origin, id: string): Promise<Uint8Array | undefined> {
  if ('set' in from) {
    const stickerset: tl.TypeInputStickerSet = { _: 'inputStickerSetID', id: toLong(from.set), accessHash: toLong(from.hash) }
    const answer = await link.call({ _: 'messages.getStickerSet', stickerset, hash: 0 })
    return answer._ === 'messages.stickerSet' ? referenceIn(answer.documents, id) : undefined
  }
  if ('emoji' in from) return referenceIn(await link.call({ _: 'messages.getCustomEmojiDocuments', documentId: [toLong(from.emoji)] }), id)
  if ('story' in from) {
    const { stories } = await link.call({ _: 'stories.getStoriesByID', peer: await link.peer(from.peer), id: [from.story] })
    return referenceIn(stories, id)
  }
  const wanted = [{ _: 'inputMessageID' as const, id: from.message }]
  const answer = isChannel(from.chat)
    ? await link.call({ _: 'channels.getMessages', channel: await link.channel(from.chat), id: wanted })
    : await link.call({ _: 'messages.getMessages', id: wanted })
  return 'messages' in answer ? referenceIn(answer.messages.map(message => message._ === 'message' ? message.media : undefined), id) : undefined
}

/** Looks for a photo or document of this id, wherever it stands. */
function referenceIn(value: unknown, id: string): Uint8Array | undefined {
  if (!value || typeof value !== 'object' || ArrayBuffer.isView(value)) return undefined
  const found = value as { readonly _?: string; readonly id?: { toString(): string }; readonly fileReference?: Uint8Array }
  if ((found._ === 'photo' || found._ === 'document') && found.id?.toString() === id) return found.fileReference
  for (const inner of Object.values(value)) {
    const reference = referenceIn(inner, id)
    if (reference) return reference
  }
  return undefined
}

async function fetchParts(link: Link, running: Running, location: Location, size: number | undefined): Promise<BlobPart[]> {
  const input = await locationToTl(link, location)
  const parts: BlobPart[] = []
  let done = 0
  for await (const part of downloadAsIterable(link.client, input, { ...(size && { fileSize: size }), ...(running.signal && { abortSignal: running.signal }) })) {
    parts.push(part as Uint8Array<ArrayBuffer>)
    done += part.length
    if (size) running.progress?.(Math.min(1, done / size))
  }
  return parts
}

const isExpired = (error: unknown): boolean => tl.RpcError.is(error) && error.text.startsWith('FILE_REFERENCE_')

export const files: Answers<'download'> = {
  download: async ({ link, running }, { location, size, mime }) => {
    const at = location as Location
    const parts = await fetchParts(link, running, at, size).catch(async (error: unknown) => {
      if (!isExpired(error)) throw error
      return fetchParts(link, running, await renewed(link, at), size)
    })
    if (running.signal?.aborted) throw new Failure('ABORTED')
    return new Blob(parts, mime ? { type: mime } : {})
  },
}
