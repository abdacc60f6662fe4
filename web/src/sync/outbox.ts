import type { Parcel } from '../platform/api'
import type { Attachment, SendOptions } from '../state/actions'
import { Failure } from '../state/failure'
import { historyOf } from '../state/select'
import type { FileRef, FormattedText, Media, MediaSticker, MediaVideo, Message, MessageId, OutgoingFile, PeerId, TypingAction } from '../state/model'
import type { State } from '../state/state'
import type { At } from './at'
import type { Dialogs } from './dialogs'
import type { Histories } from './histories'

/** Random id of a message: the same for every try, so that the server takes it once. https://core.telegram.org/method/messages.sendMessage */
export const random = (): string => crypto.getRandomValues(new BigInt64Array(1))[0]!.toString()

/** What is written while a thread is on the screen goes into it; and in the name that was chosen. */
export function placed(state: State, peer: PeerId, options: SendOptions): SendOptions & { readonly thread?: MessageId; readonly sendAs?: PeerId; readonly direct?: boolean; readonly stars?: number } {
  const { open, thread, profiles, chats } = state
  const chat = chats[peer]
  const sendAs = chat?.direct ? undefined : profiles[peer]?.group?.sendAs
  const stars = chat && !chat.admin ? chat.stars : 0
  return { ...options, ...(open === peer && thread && { thread }), ...(sendAs && { sendAs }), ...(chat?.direct && { direct: true }), ...(stars && { stars }) }
}

const uploadWords: { readonly [As in OutgoingFile['as']]: TypingAction } = {
  photo: 'uploadPhoto', video: 'uploadVideo', document: 'uploadDocument', voice: 'uploadVoice',
}

/**
 * What is to be sent. Everything goes into the browser's storage first and comes out when the server has it: a lost
 * connection, a reload or a restarted server lose nothing and send nothing twice. One chat's messages leave in order.
 */
export class Outbox {
  private readonly queues = new Map<PeerId, Parcel[]>()
  private readonly busy = new Map<PeerId, { readonly key: string; readonly stop: AbortController }>()
  private readonly held = new Map<string, Parcel>()

  constructor(private readonly at: At, private readonly dialogs: Dialogs, private readonly histories: Histories) {}

  sendText(peer: PeerId, text: FormattedText, options: SendOptions = {}): void {
    if (!text.text.trim()) return
    const key = random()
    this.send({ key, peer, made: Date.now(), text, options: { ...placed(this.at.state, peer, options), random: key }, files: [] })
  }

  async sendFiles(peer: PeerId, attachments: readonly Attachment[], caption: FormattedText, options: SendOptions = {}): Promise<void> {
    const where = placed(this.at.state, peer, options)
    const files = await Promise.all(attachments.map(attachment => this.prepare(attachment)))
    for (const [at, group] of groups(files).entries()) {
      const key = group[0]!.random
      this.send({ key, peer, made: Date.now() + at, text: at ? { text: '', entities: [] } : caption, options: { ...where, random: key }, files: group })
    }
  }

  sendVoice(peer: PeerId, tape: { readonly file: Blob; readonly duration: number; readonly waveform: readonly number[] }, options: SendOptions = {}): void {
    const key = random()
    const file: OutgoingFile = { ...tape, name: 'voice.ogg', mime: 'audio/ogg', as: 'voice', random: key }
    this.send({ key, peer, made: Date.now(), text: { text: '', entities: [] }, options: { ...placed(this.at.state, peer, options), random: key }, files: [file] })
  }

  /** Something that the server knows already: a sticker, a GIF. */
  sendKnown(peer: PeerId, known: MediaSticker | MediaVideo, options: SendOptions = {}): void {
    const key = random()
    this.send({ key, peer, made: Date.now(), text: { text: '', entities: [] }, options: { ...placed(this.at.state, peer, options), random: key }, files: [], known })
  }

  /** What an earlier visit left, in its order. */
  async resume(): Promise<void> {
    for (const parcel of await this.at.platform.kept.outbox()) {
      if (this.held.has(parcel.key)) continue
      this.show(parcel)
      this.enqueue(parcel)
    }
  }

  retry(message: Message): void {
    const parcel = this.parcelOf(message.key)
    if (!parcel || this.queues.get(parcel.peer)?.includes(parcel)) return
    for (const key of keysOf(parcel)) this.at.tell({ type: 'sendRetried', chat: parcel.peer, key })
    this.enqueue(parcel)
  }

  discard(message: Message): void {
    const parcel = this.parcelOf(message.key)
    if (!parcel) return this.at.tell({ type: 'discarded', chat: message.chat, key: message.key })
    const queue = this.queues.get(parcel.peer)
    if (queue) this.queues.set(parcel.peer, queue.filter(other => other !== parcel))
    for (const key of keysOf(parcel)) this.at.tell({ type: 'discarded', chat: parcel.peer, key })
    this.drop(parcel)
    const now = this.busy.get(parcel.peer)
    if (now?.key === parcel.key) now.stop.abort()
  }

  /** Stops and forgets everything: someone has signed out. */
  clear(): void {
    for (const { stop } of this.busy.values()) stop.abort()
    this.queues.clear()
    this.held.clear()
  }

  private parcelOf(key: string): Parcel | undefined {
    return [...this.held.values()].find(parcel => keysOf(parcel).includes(key))
  }

  private send(parcel: Parcel): void {
    this.at.background(this.at.platform.kept.keepParcel(parcel))
    if (!parcel.options.schedule && !parcel.known) this.dialogs.forgetDraft(parcel.peer, parcel.options.thread)
    const { open, thread } = this.at.state
    if (open === parcel.peer && !historyOf(this.at.state, open, thread).atEnd) this.histories.latest(open, thread)
    this.show(parcel)
    this.enqueue(parcel)
  }

  private enqueue(parcel: Parcel): void {
    this.held.set(parcel.key, parcel)
    this.queues.set(parcel.peer, [...this.queues.get(parcel.peer) ?? [], parcel])
    if (!this.busy.has(parcel.peer)) this.at.background(this.work(parcel.peer))
  }

  private async work(peer: PeerId): Promise<void> {
    for (let parcel = this.queues.get(peer)?.[0]; parcel; parcel = this.queues.get(peer)?.[0]) {
      const stop = new AbortController()
      this.busy.set(peer, { key: parcel.key, stop })
      await this.deliver(parcel, stop.signal)
      const queue = this.queues.get(peer)
      if (queue?.[0] === parcel) this.queues.set(peer, queue.slice(1))
    }
    this.busy.delete(peer)
  }

  private async deliver(parcel: Parcel, stop: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await this.at.platform.kept.alone(`send-${parcel.key}`, () => this.attempt(parcel, stop))
        return this.drop(parcel)
      } catch (error) {
        if (stop.aborted) return
        const failure = error instanceof Failure ? error : new Failure('INTERNAL')
        if (!await this.mayRetry(failure)) return this.fail(parcel, failure)
      }
    }
  }

  private async attempt(parcel: Parcel, signal: AbortSignal): Promise<void> {
    const { peer, text, options, files, key } = parcel
    if (parcel.known) {
      const { message } = await this.at.ask('sendKnown', [peer, parcel.known.file, options], { signal })
      return this.at.tell({ type: 'sent', key, message })
    }
    if (!files.length) {
      const { message } = await this.at.ask('sendText', [peer, text, options], { signal })
      return this.at.tell({ type: 'sent', key, message })
    }
    const progress = (done: number): void => {
      this.at.tell({ type: 'uploading', key, progress: done })
      this.dialogs.setTyping(peer, uploadWords[files[0]!.as])
    }
    const { messages } = await this.at.ask('sendFiles', [peer, files, text, options], { signal, progress })
    for (const message of messages) {
      this.adopt(parcel, message)
      this.at.tell({ type: 'sent', key: message.key, message })
    }
    for (const file of files) this.at.tell({ type: 'file', key: localKey(file), file: undefined })
  }

  /** A sent file is shown from the copy at hand: it need not come back from the server. */
  private adopt(parcel: Parcel, message: Message): void {
    const own = parcel.files.find(file => file.random === message.key)
    const url = own && this.at.state.files[localKey(own)]
    if (!own || url?.status !== 'ready') return
    for (const { key } of refsOf(message.media)) {
      this.at.tell({ type: 'file', key, file: url })
      this.at.background(this.at.platform.kept.keepFile(key, own.file))
    }
  }

  /** Waits for as long as it takes where the fault will pass: no connection, a busy server, too many at once. */
  private async mayRetry(failure: Failure): Promise<boolean> {
    const passing = failure.code === 0 ? failure.reason === 'TIMEOUT' || failure.reason === 'ABORTED' : failure.code >= 500 || failure.code < 0
    if (failure.code === 420) await pause(Math.min(failure.seconds, 300) * 1000 + 200)
    else if (!passing) return false
    else await pause(1_000)
    await this.online()
    return true
  }

  private online(): Promise<void> {
    return new Promise(resolve => {
      const stop = this.at.store.subscribe(state => {
        if (state.connection !== 'online') return
        queueMicrotask(() => stop())
        resolve()
      })
    })
  }

  private drop(parcel: Parcel): void {
    this.held.delete(parcel.key)
    this.at.background(this.at.platform.kept.dropParcel(parcel.key))
  }

  private fail(parcel: Parcel, failure: Failure): void {
    for (const key of keysOf(parcel)) this.at.tell({ type: 'sendFailed', chat: parcel.peer, key, reason: failure.reason })
    // A refusal does not become a success by a reload: what is shown as failed is kept in memory alone.
    this.at.background(this.at.platform.kept.dropParcel(parcel.key))
  }

  private async prepare({ file, name, as, spoiler }: Attachment): Promise<OutgoingFile> {
    const plain: OutgoingFile = { file, name, mime: file.type || 'application/octet-stream', as, random: random(), ...(spoiler && { spoiler }) }
    try {
      if (as === 'photo') return { ...plain, ...await this.at.platform.media.shrink(file), mime: 'image/jpeg', name: name.replace(/\.\w+$/, '') + '.jpg' }
      if (as === 'video') return { ...plain, ...await this.at.platform.media.measureVideo(file) }
    } catch {
      // What this browser cannot read goes as a file.
      return { ...plain, as: 'document' }
    }
    return plain
  }

  /** Shows it in the chat as on its way. */
  private show(parcel: Parcel): void {
    const { me } = this.at.state
    const { reply, quote, silent, schedule, story, ttl, thread, sendAs } = parcel.options
    const chat = this.at.state.chats[parcel.peer]
    const post = chat?.kind === 'channel'
    const { offer } = parcel.options
    const base: Omit<Message, 'key' | 'text' | 'entities'> = {
      id: 0, chat: parcel.peer, sender: post ? parcel.peer : chat?.direct && chat.admin && chat.directOf ? chat.directOf : sendAs ?? me, out: true, post, date: Math.floor(parcel.made / 1000), reactions: [], delivery: 'sending', pinned: false,
      silent: !!silent, scheduled: !!schedule, mentioned: false, mentionUnread: false, canEdit: false, ...(ttl && { ttl }), ...(thread && { thread }),
      ...(offer && { offer: { ...offer, state: 'open' } }),
      ...(story && { reply: { story } }),
      ...((reply || quote) && { reply: { ...(reply && { message: reply }), ...(quote && { quote }) } }),
    }
    if (schedule) return
    if (!parcel.files.length) return this.at.tell({ type: 'queued', message: { ...base, key: parcel.key, ...parcel.text, ...(parcel.known && { media: parcel.known }) } })
    for (const [at, file] of parcel.files.entries()) {
      const media = this.localMedia(file)
      const text = at ? { text: '', entities: [] } : parcel.text
      this.at.tell({ type: 'queued', message: { ...base, key: file.random, ...text, media, ...(parcel.files.length > 1 && { album: parcel.key }) } })
    }
    this.at.tell({ type: 'uploading', key: parcel.key, progress: 0 })
  }

  private localMedia(file: OutgoingFile): Media {
    const ref: FileRef = { key: localKey(file), location: null, size: file.file.size, mime: file.mime }
    this.at.tell({ type: 'file', key: ref.key, file: { status: 'ready', url: this.at.platform.desk.url(file.file) } })
    const { width = 0, height = 0, duration = 0, name, mime } = file
    switch (file.as) {
      case 'photo': return { kind: 'photo', width, height, file: ref, full: ref, spoiler: !!file.spoiler }
      case 'video': return { kind: 'video', width, height, duration, size: file.file.size, file: ref, animated: false, round: false }
      case 'voice': return { kind: 'voice', duration, waveform: file.waveform ?? [], file: ref, listened: true }
      case 'document': return { kind: 'document', name, size: file.file.size, mime, file: ref }
    }
  }
}

const localKey = (file: OutgoingFile): string => `local:${file.random}`
const keysOf = (parcel: Parcel): readonly string[] => parcel.files.length ? parcel.files.map(file => file.random) : [parcel.key]
const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))

function refsOf(media: Media | undefined): readonly FileRef[] {
  if (!media || !('file' in media)) return []
  return media.kind === 'photo' ? [media.file, media.full] : [media.file]
}

/** What goes into one album: photos and videos together, files apart; animations stand alone. https://core.telegram.org/method/messages.sendMultiMedia */
const albumOf = ({ as, mime }: OutgoingFile): 'views' | 'files' | undefined =>
  as === 'photo' || as === 'video' ? 'views' : as === 'document' && mime !== 'image/gif' ? 'files' : undefined

/** Albums hold at most ten. */
function groups(files: readonly OutgoingFile[]): OutgoingFile[][] {
  const groups: OutgoingFile[][] = []
  for (const file of files) {
    const last = groups.at(-1)
    const album = albumOf(file)
    if (last && album && last.length < 10 && albumOf(last[0]!) === album) last.push(file)
    else groups.push([file])
  }
  return groups
}
