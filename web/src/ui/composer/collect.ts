/** Files from a picker, the clipboard or a drop, as things to attach. Pure. */
import type { Attachment } from '../../state/actions'

/** What a browser can draw and the client can make smaller; others go as files. */
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/bmp'])

export function kindOf(type: string): Attachment['as'] {
  if (PICTURES.has(type)) return 'photo'
  return type === 'video/mp4' || type === 'video/quicktime' || type === 'video/webm' ? 'video' : 'document'
}

export function collect(files: Iterable<File> | FileList | null | undefined, asFiles = false): Attachment[] {
  return [...(files ?? [])].map(file => ({ file, name: file.name || 'image.png', as: asFiles ? 'document' : kindOf(file.type) }))
}
