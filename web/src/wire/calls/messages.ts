import { Long, tl } from '@mtcute/web'
import { uploadFile } from '@mtcute/web/methods.js'
import { encodeWaveform } from '@mtcute/web/utils.js'
import { Failure } from '../../state/failure'
import type { FormattedText, Message, OutgoingFile, PeerId } from '../../state/model'
import type { SendOptions } from '../api'
import { noPeers, toLong, type Link, type Running } from '../link'
import { entitiesToTl, renderMessage } from '../render-message'
import { renderPeers } from '../render-peers'
import { answered } from '../updates'
import type { Answers } from './call'

/** https://core.telegram.org/api/forum#general-topic */
const GENERAL = 1

interface Common { readonly peer: tl.TypeInputPeer; readonly silent: boolean; readonly scheduleDate?: number; readonly sendAs?: tl.TypeInputPeer; readonly replyTo?: tl.TypeInputReplyTo; readonly allowPaidStars?: Long; readonly suggestedPost?: tl.TypeSuggestedPost }

const suggestion = ({ stars, date }: NonNullable<SendOptions['offer']>): tl.TypeSuggestedPost =>
  ({ _: 'suggestedPost', ...(stars && { price: { _: 'starsAmount', amount: Long.fromNumber(stars), nanos: 0 } }), ...(date && { scheduleDate: date }) })

export async function common(link: Link, peer: PeerId, options: SendOptions): Promise<Common> {
  const { quote, schedule, story, direct, stars, offer } = options
  const thread = direct ? undefined : options.thread
  /** The person to whom an admin answers. */
  const person = direct && options.thread ? await link.peer(options.thread) : undefined
  // The topic "General" has no first message that could be answered.
  const reply = options.reply ?? (thread === GENERAL ? undefined : thread)
  return {
    peer: await link.peer(peer),
    silent: !!options.silent,
    ...(schedule && { scheduleDate: schedule }),
    ...(options.sendAs && { sendAs: await link.peer(options.sendAs) }),
    ...(stars && { allowPaidStars: Long.fromNumber(stars) }),
    ...(offer && { suggestedPost: suggestion(offer) }),
    ...(person && { replyTo: { _: 'inputReplyToMonoForum', monoforumPeerId: person } }),
    ...(story && { replyTo: { _: 'inputReplyToStory', peer: await link.peer(story.peer), storyId: story.id } }),
    ...(reply && { replyTo: {
      _: 'inputReplyToMessage', replyToMsgId: reply, ...(thread && thread !== GENERAL && thread !== reply && { topMsgId: thread }),
      ...(person && { monoforumPeerId: person }),
      ...(quote && { quoteText: quote.text, quoteEntities: await entitiesToTl(quote, id => link.user(id)) }),
    } }),
  }
}

const formatted = async (link: Link, text: FormattedText): Promise<{ message: string; entities: tl.TypeMessageEntity[] }> =>
  ({ message: text.text, entities: await entitiesToTl(text, id => link.user(id)) })

/** All pages hear of what was sent under its random id first; then the log takes the answer in, and tells it once more. */
export function publish(link: Link, answer: tl.TypeUpdates): Message[] {
  const peers = 'users' in answer ? renderPeers(answer.users, answer.chats) : noPeers
  const messages = answered(answer).flatMap(({ message: raw, scheduled, random }) => {
    const message = renderMessage(raw, link.me, scheduled)
    if (!message) return []
    const keyed = random ? { ...message, key: random } : message
    link.emit({ type: 'message', message: keyed, peers, ...(random && { random }) })
    return [keyed]
  })
  link.apply(answer)
  return messages
}

/** https://core.telegram.org/constructor/updateShortSentMessage says only what the sender does not know yet. */
function publishShort(link: Link, answer: tl.RawUpdateShortSentMessage, peer: PeerId, sent: Common & { message: string }, random: string): Message {
  const raw: tl.RawMessage = {
    _: 'message', id: answer.id, out: peer !== link.me, peerId: { _: 'peerUser', userId: peer }, fromId: { _: 'peerUser', userId: link.me },
    date: answer.date, message: sent.message, ...(answer.entities && { entities: answer.entities }), ...(answer.media && { media: answer.media }),
    ...(answer.ttlPeriod && { ttlPeriod: answer.ttlPeriod }),
    ...(sent.replyTo?._ === 'inputReplyToMessage' && { replyTo: { _: 'messageReplyHeader', replyToMsgId: sent.replyTo.replyToMsgId } }),
    ...(sent.replyTo?._ === 'inputReplyToStory' && { replyTo: { _: 'messageReplyStoryHeader', peer: { _: 'peerUser', userId: peer }, storyId: sent.replyTo.storyId } }),
  }
  const message = { ...renderMessage(raw, link.me)!, key: random }
  link.emit({ type: 'message', message, peers: noPeers, random })
  link.advance(answer)
  return message
}

/** Uploads one file and says how it is to be shown; in an album, a video without sound stays a video. @param progress 0…1 */
async function upload(
  link: Link, running: Running, file: OutgoingFile, progress: (done: number) => void, { ttl, album }: { ttl?: number | undefined; album?: boolean } = {},
): Promise<tl.TypeInputMedia> {
  const uploaded = await uploadFile(link.client, {
    file: file.file, fileName: file.name, fileSize: file.file.size, fileMime: file.mime,
    progressCallback: (done, total) => progress(total ? done / total : 0), ...(running.signal && { abortSignal: running.signal }),
  })
  if (running.signal?.aborted) throw new Failure('ABORTED')
  const spoiler = !!file.spoiler
  const ttlSeconds = ttl ? { ttlSeconds: ttl } : {}
  if (file.as === 'photo') return { _: 'inputMediaUploadedPhoto', file: uploaded.inputFile, spoiler, ...ttlSeconds }
  return {
    _: 'inputMediaUploadedDocument', file: uploaded.inputFile, mimeType: file.mime || uploaded.mime, attributes: attributesOf(file), spoiler,
    ...(file.as === 'document' && file.mime !== 'image/gif' && { forceFile: true }),
    ...(album && file.as === 'video' && { nosoundVideo: true }), ...ttlSeconds,
  }
}

function attributesOf(file: OutgoingFile): tl.TypeDocumentAttribute[] {
  const name: tl.TypeDocumentAttribute = { _: 'documentAttributeFilename', fileName: file.name }
  const duration = file.duration ?? 0
  if (file.as === 'voice') {
    return [{ _: 'documentAttributeAudio', voice: true, duration: Math.round(duration), waveform: encodeWaveform([...file.waveform ?? []]) }]
  }
  if (file.as === 'video') return [{ _: 'documentAttributeVideo', duration, w: file.width ?? 0, h: file.height ?? 0, supportsStreaming: true }, name]
  return [name]
}

/** An album takes only what the server already knows. https://core.telegram.org/method/messages.uploadMedia */
async function known(link: Link, running: Running, peer: tl.TypeInputPeer, media: tl.TypeInputMedia): Promise<tl.TypeInputMedia> {
  const answer = await link.call({ _: 'messages.uploadMedia', peer, media }, running)
  if (answer._ === 'messageMediaPhoto' && answer.photo?._ === 'photo') {
    return { _: 'inputMediaPhoto', id: { _: 'inputPhoto', ...identity(answer.photo) }, spoiler: !!answer.spoiler }
  }
  if (answer._ === 'messageMediaDocument' && answer.document?._ === 'document') {
    return { _: 'inputMediaDocument', id: { _: 'inputDocument', ...identity(answer.document) }, spoiler: !!answer.spoiler }
  }
  throw new Failure('MEDIA_INVALID', 400)
}
const identity = ({ id, accessHash, fileReference }: tl.RawPhoto | tl.RawDocument): { id: Long; accessHash: Long; fileReference: Uint8Array } =>
  ({ id, accessHash, fileReference })

async function sendAlbum(link: Link, running: Running, files: readonly OutgoingFile[], caption: FormattedText, base: Common): Promise<tl.TypeUpdates> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0) || 1
  const multiMedia: tl.TypeInputSingleMedia[] = []
  let before = 0
  for (const file of files) {
    const media = await upload(link, running, file, done => running.progress?.((before + done * file.file.size) / total), { album: true })
    before += file.file.size
    const text = multiMedia.length ? { message: '' } : await formatted(link, caption)
    multiMedia.push({ _: 'inputSingleMedia', media: await known(link, running, base.peer, media), randomId: toLong(file.random), ...text })
  }
  return link.call({ _: 'messages.sendMultiMedia', ...base, multiMedia, clearDraft: true }, running)
}

export const messages: Answers<'sendText' | 'sendFiles' | 'edit' | 'remove' | 'forward' | 'react' | 'pin' | 'listened' | 'reactionsOffered'> = {
  sendText: async ({ link, running }, peer, text, options) => {
    const sent = { ...await common(link, peer, options), ...await formatted(link, text) }
    const answer = await link.call({
      _: 'messages.sendMessage', ...sent, randomId: toLong(options.random), clearDraft: true, ...(options.noWebPage && { noWebpage: true }),
    }, running)
    const message = answer._ === 'updateShortSentMessage'
      ? publishShort(link, answer, peer, sent, options.random)
      : publish(link, answer).find(one => one.key === options.random)
    if (!message) throw new Failure('INTERNAL')
    return { message, peers: noPeers }
  },

  sendFiles: async ({ link, running }, peer, files, caption, options) => {
    const base = await common(link, peer, options)
    const [only] = files
    if (files.length > 1 || !only) return { messages: publish(link, await sendAlbum(link, running, files, caption, base)), peers: noPeers }
    const media = await upload(link, running, only, done => running.progress?.(done), { ttl: options.ttl })
    const answer = await link.call({
      _: 'messages.sendMedia', ...base, ...await formatted(link, caption), media, randomId: toLong(only.random), clearDraft: true,
    }, running)
    return { messages: publish(link, answer), peers: noPeers }
  },

  edit: async ({ link, running }, peer, id, text, scheduled) => {
    const before = scheduled ? await link.call({ _: 'messages.getScheduledMessages', peer: await link.peer(peer), id: [id] }, running) : undefined
    const old = before && 'messages' in before ? before.messages[0] : undefined
    link.apply(await link.call({
      _: 'messages.editMessage', peer: await link.peer(peer), id, ...await formatted(link, text), ...(old?._ === 'message' && { scheduleDate: old.date }),
    }, running))
    if (scheduled) link.emit({ type: 'scheduledChanged', chat: peer })
  },

  remove: async ({ link, running }, peer, ids, forBoth) => {
    const input = await link.peer(peer)
    if (input._ === 'inputPeerChannel') {
      link.advance(await link.call({ _: 'channels.deleteMessages', channel: await link.channel(peer), id: [...ids] }, running), input.channelId)
    } else {
      link.advance(await link.call({ _: 'messages.deleteMessages', id: [...ids], revoke: forBoth }, running))
    }
    link.emit({ type: 'deleted', chat: peer, ids })
  },

  forward: async ({ link, running }, from, ids, to, randoms, options) => {
    publish(link, await link.call({
      _: 'messages.forwardMessages', fromPeer: await link.peer(from), id: [...ids], randomId: randoms.map(toLong), toPeer: await link.peer(to),
      silent: !!options.silent, dropAuthor: !!options.anonymous,
    }, running))
  },

  react: async ({ link, running }, peer, id, emoji) => {
    const reaction = emoji.map(emoticon => ({ _: 'reactionEmoji' as const, emoticon }))
    link.apply(await link.call({ _: 'messages.sendReaction', peer: await link.peer(peer), msgId: id, reaction, addToRecent: true }, running))
  },

  pin: async ({ link, running }, peer, id, pinned, forBoth) => {
    publish(link, await link.call({
      _: 'messages.updatePinnedMessage', peer: await link.peer(peer), id, silent: true, ...(!pinned && { unpin: true }), ...(!forBoth && { pmOneside: true }),
    }, running))
  },

  listened: async ({ link, running }, peer, ids) => {
    const input = await link.peer(peer)
    if (input._ === 'inputPeerChannel') await link.call({ _: 'channels.readMessageContents', channel: await link.channel(peer), id: [...ids] }, running)
    else link.advance(await link.call({ _: 'messages.readMessageContents', id: [...ids] }, running))
    link.emit({ type: 'listened', chat: peer, ids })
  },

  reactionsOffered: async ({ link, running }) => {
    const answer = await link.call({ _: 'messages.getAvailableReactions', hash: 0 }, running)
    return answer._ === 'messages.availableReactions' ? answer.reactions.filter(one => !one.inactive && !one.premium).map(one => one.reaction) : []
  },
}
