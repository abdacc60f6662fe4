import { tl } from '@mtcute/web'
import { decodeWaveform } from '@mtcute/web/utils.js'
import type { FileRef, Media, MediaPhoto, MediaPoll, MediaSticker, MediaTodo, MediaUnsupported, MediaVideo, PollResults } from '../state/model'
import { optional, peerId, renderStripped, type Location, type Origin } from './render-peers'

const unsupported: MediaUnsupported = { kind: 'unsupported' }

/** Width in pixels that a chat bubble never needs more than. */
const BUBBLE = 800

/** @param from the message, so that its files can be found anew when their references have expired */
export function renderMedia(media: tl.TypeMessageMedia | undefined, listened: boolean, from: Origin): Media | undefined {
  const rendered = render(media, listened)
  return rendered && placed(rendered, from)
}

/** The same media with every file knowing where it was found. */
function placed<M extends Media>(media: M, from: Origin): M {
  const refs = ['file', 'full', 'preview', 'photo'].flatMap(name => {
    const ref = (media as unknown as { readonly [name: string]: FileRef | undefined })[name]
    return ref ? [[name, { ...ref, location: { ...ref.location as Location, from } }] as const] : []
  })
  return { ...media, ...Object.fromEntries(refs) }
}

function render(media: tl.TypeMessageMedia | undefined, listened: boolean): Media | undefined {
  switch (media?._) {
    case undefined: case 'messageMediaEmpty': return undefined
    case 'messageMediaPhoto': return media.photo?._ === 'photo' ? renderPhoto(media.photo, !!media.spoiler) : unsupported
    case 'messageMediaDocument': return media.document?._ === 'document' ? renderDocument(media.document, listened) : unsupported
    case 'messageMediaContact':
      return { kind: 'contact', ...optional('user', media.userId || undefined), firstName: media.firstName, lastName: media.lastName, phone: media.phoneNumber }
    case 'messageMediaGeo': case 'messageMediaGeoLive': case 'messageMediaVenue': return renderPlace(media)
    case 'messageMediaWebPage': return renderWebPage(media.webpage)
    case 'messageMediaPoll': return renderPoll(media)
    case 'messageMediaStory': return { kind: 'story', peer: peerId(media.peer), story: media.id, naming: !!media.viaMention }
    case 'messageMediaToDo': return renderTodo(media)
    case 'messageMediaDice': return { kind: 'dice', emoji: media.emoticon, value: media.value }
    default: return unsupported
  }
}

function renderPlace(media: tl.RawMessageMediaGeo | tl.RawMessageMediaGeoLive | tl.RawMessageMediaVenue): Media {
  if (media.geo._ !== 'geoPoint') return unsupported
  const place = media._ === 'messageMediaVenue' ? { title: media.title, address: media.address } : {}
  return { kind: 'location', latitude: media.geo.lat, longitude: media.geo.long, ...place }
}

function renderWebPage(page: tl.TypeWebPage): Media | undefined {
  if (page._ !== 'webPage') return undefined
  return {
    kind: 'webpage', url: page.url, site: page.siteName ?? '', title: page.title ?? '', description: page.description ?? '',
    ...optional('photo', page.photo?._ === 'photo' ? renderPhoto(page.photo, false).file : undefined),
  }
}

const optionOf = (option: Uint8Array): string => btoa(String.fromCharCode(...option))

export function renderResults(results: tl.TypePollResults): PollResults {
  return {
    min: !!results.min, voters: results.totalVoters ?? 0, ...optional('solution', results.solution),
    answers: (results.results ?? []).map(one => ({ option: optionOf(one.option), voters: one.voters, chosen: !!one.chosen, correct: !!one.correct })),
  }
}

function renderPoll({ poll, results }: tl.RawMessageMediaPoll): MediaPoll {
  const { answers, voters, solution } = renderResults(results)
  return {
    kind: 'poll', id: poll.id.toString(), question: poll.question.text, closed: !!poll.closed, anonymous: !poll.publicVoters, multiple: !!poll.multipleChoice,
    quiz: !!poll.quiz, voters, ...optional('solution', solution),
    answers: poll.answers.map(answer => {
      const option = optionOf(answer.option)
      return { option, text: answer.text.text, chosen: false, correct: false, ...answers.find(one => one.option === option) }
    }),
  }
}

function renderTodo({ todo, completions }: tl.RawMessageMediaToDo): MediaTodo {
  const done = new Map((completions ?? []).map(one => [one.id, { by: peerId(one.completedBy), date: one.date }]))
  return {
    kind: 'todo', title: todo.title.text, othersAdd: !!todo.othersCanAppend, othersTick: !!todo.othersCanComplete,
    items: todo.list.map(({ id, title }) => ({ id, text: title.text, ...optional('done', done.get(id)) })),
  }
}

interface Size { readonly type: string; readonly width: number; readonly height: number; readonly bytes: number }

function sizesOf(sizes: readonly tl.TypePhotoSize[]): Size[] {
  return sizes.flatMap((size): Size[] => {
    if (size._ === 'photoSize') return [{ type: size.type, width: size.w, height: size.h, bytes: size.size }]
    if (size._ === 'photoSizeProgressive') return [{ type: size.type, width: size.w, height: size.h, bytes: size.sizes.at(-1) ?? 0 }]
    return []
  }).sort((a, b) => a.width - b.width)
}

function thumbOf(sizes: readonly tl.TypePhotoSize[]): string | undefined {
  const stripped = sizes.find(size => size._ === 'photoStrippedSize')
  return stripped?._ === 'photoStrippedSize' ? renderStripped(stripped.bytes) : undefined
}

function fileOf(of: 'photo' | 'document', source: tl.RawPhoto | tl.RawDocument, thumb: string, bytes: number, mime: string): FileRef {
  const id = source.id.toString()
  const location: Location = { of, id, hash: source.accessHash.toString(), reference: source.fileReference, thumb }
  return { key: `${of}:${id}:${thumb}`, location, size: bytes, mime }
}

export function renderPhoto(photo: tl.RawPhoto, spoiler: boolean): MediaPhoto {
  const sizes = sizesOf(photo.sizes)
  const big = sizes.at(-1) ?? { type: 'x', width: 0, height: 0, bytes: 0 }
  const fitting = sizes.find(size => size.width >= BUBBLE) ?? big
  const file = (size: Size): FileRef => fileOf('photo', photo, size.type, size.bytes, 'image/jpeg')
  return { kind: 'photo', width: big.width, height: big.height, ...optional('thumb', thumbOf(photo.sizes)), file: file(fitting), full: file(big), spoiler }
}

export function renderDocument(document: tl.RawDocument, listened: boolean): Media {
  const file = fileOf('document', document, '', document.size, document.mimeType)
  const { thumb, preview } = renderPreview(document)
  const name = find(document, 'documentAttributeFilename')?.fileName ?? ''
  const audio = find(document, 'documentAttributeAudio')
  const video = find(document, 'documentAttributeVideo')
  const sticker = find(document, 'documentAttributeSticker') ?? find(document, 'documentAttributeCustomEmoji')
  if (audio?.voice) return { kind: 'voice', duration: audio.duration, waveform: audio.waveform ? decodeWaveform(audio.waveform) : [], file, listened }
  if (audio) return { kind: 'audio', duration: audio.duration, title: audio.title ?? '', performer: audio.performer ?? '', name, size: document.size, file }
  if (sticker) return renderSticker(document, sticker, file)
  if (video) {
    return {
      kind: 'video', width: video.w, height: video.h, duration: video.duration, size: document.size, ...thumb, ...preview, file,
      animated: !!find(document, 'documentAttributeAnimated'), round: !!video.roundMessage,
    }
  }
  return { kind: 'document', name, size: document.size, mime: document.mimeType, ...thumb, ...preview, file }
}

function renderPreview(document: tl.RawDocument): { readonly thumb: { thumb?: string }; readonly preview: { preview?: FileRef } } {
  const thumbs = document.thumbs ?? []
  const big = sizesOf(thumbs).at(-1)
  return { thumb: optional('thumb', thumbOf(thumbs)), preview: optional('preview', big && fileOf('document', document, big.type, big.bytes, 'image/jpeg')) }
}

export const renderStickers = (documents: readonly tl.TypeDocument[], from: Origin): MediaSticker[] => documents.flatMap(document => {
  const media = document._ === 'document' ? renderDocument(document, true) : undefined
  return media?.kind === 'sticker' ? [placed(media, from)] : []
})

/** Emoji that are pictures, by the numbers of their documents. */
export const renderCustomEmoji = (documents: readonly tl.TypeDocument[]): { readonly id: string; readonly media: MediaSticker }[] => documents.flatMap(document => {
  const id = document.id.toString()
  return renderStickers([document], { emoji: id }).map(media => ({ id, media }))
})

/** Kept GIFs are films like any other. */
export const renderGifs = (documents: readonly tl.TypeDocument[]): MediaVideo[] => documents.flatMap(document => {
  const media = document._ === 'document' ? renderDocument(document, true) : undefined
  return media?.kind === 'video' ? [media] : []
})

function renderSticker(document: tl.RawDocument, sticker: tl.RawDocumentAttributeSticker | tl.RawDocumentAttributeCustomEmoji, file: FileRef): Media {
  const size = find(document, 'documentAttributeImageSize') ?? find(document, 'documentAttributeVideo')
  const format = document.mimeType === 'application/x-tgsticker' ? 'animated' : document.mimeType.startsWith('video/') ? 'video' : 'static'
  return { kind: 'sticker', emoji: sticker.alt, width: size?.w ?? 512, height: size?.h ?? 512, format, file, ...optional('document', sticker._ === 'documentAttributeCustomEmoji' ? document.id.toString() : undefined) }
}

type Attribute<N> = Extract<tl.TypeDocumentAttribute, { readonly _: N }>
const find = <N extends tl.TypeDocumentAttribute['_']>(document: tl.RawDocument, name: N): Attribute<N> | undefined =>
  document.attributes.find((attribute): attribute is Attribute<N> => attribute._ === name)
