import type { MediaTools } from './api'
import { record } from './tape'

/** The longer side, in pixels, of what other clients keep of a photo. */
const LONGEST = 2560
const QUALITY = 0.87

export const media: MediaTools = {
  async shrink(picture) {
    const bitmap = await createImageBitmap(picture)
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height))
    const width = Math.max(1, Math.round(bitmap.width * scale))
    const height = Math.max(1, Math.round(bitmap.height * scale))
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    const context = canvas.getContext('2d')!
    // JPEG knows no transparency: what was clear becomes white, not black.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
    context.drawImage(bitmap, 0, 0, width, height)
    bitmap.close()
    const file = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
    if (!file) throw new Error('the picture could not be encoded')
    return { file, width, height }
  },

  measureVideo(video) {
    const url = URL.createObjectURL(video)
    const element = Object.assign(document.createElement('video'), { preload: 'metadata', muted: true })
    return new Promise((resolve, reject) => {
      const end = (run: () => void) => () => { run(); URL.revokeObjectURL(url) }
      element.onloadedmetadata = end(() => resolve({
        width: element.videoWidth, height: element.videoHeight, duration: Number.isFinite(element.duration) ? element.duration : 0,
      }))
      element.onerror = end(() => reject(new Error('the video could not be read')))
      element.src = url
    })
  },

  record,
}
