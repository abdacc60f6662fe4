import { tl } from '@mtcute/web'
import { downloadAsIterable } from '@mtcute/web/methods.js'
import { Failure } from '../../state/failure'
import { toLong, type Link } from '../link'
import type { Location } from '../render-peers'
import type { Answers } from './call'

async function locationToTl(link: Link, location: Location): Promise<tl.TypeInputFileLocation> {
  if (location.of === 'peer') return { _: 'inputPeerPhotoFileLocation', peer: await link.peer(location.peer), photoId: toLong(location.photo), big: location.big }
  const { id, hash, reference, thumb } = location
  const common = { id: toLong(id), accessHash: toLong(hash), fileReference: reference, thumbSize: thumb }
  return location.of === 'photo' ? { _: 'inputPhotoFileLocation', ...common } : { _: 'inputDocumentFileLocation', ...common }
}

export const files: Answers<'download'> = {
  download: async ({ link, running }, { location, size, mime }) => {
    const input = await locationToTl(link, location as Location)
    const parts: BlobPart[] = []
    let done = 0
    for await (const part of downloadAsIterable(link.client, input, { ...(size && { fileSize: size }), ...(running.signal && { abortSignal: running.signal }) })) {
      parts.push(part as Uint8Array<ArrayBuffer>)
      done += part.length
      if (size) running.progress?.(Math.min(1, done / size))
    }
    if (running.signal?.aborted) throw new Failure('ABORTED')
    return new Blob(parts, mime ? { type: mime } : {})
  },
}
