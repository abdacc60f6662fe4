import { historyOf, messageOf } from '../state/select'
import type { Message, MessageId, PeerId } from '../state/model'
import type { Page } from '../wire/api'
import type { At } from './at'
import type { Dialogs } from './dialogs'

const PAGE = 50

/** Windows into the chats: opens them, and makes them longer at both ends. */
export class Histories {
  private watched: PeerId = 0

  constructor(private readonly at: At, private readonly dialogs: Dialogs) {}

  /** Puts a chat, or one thread of it, on the screen: at a message, at the first unread, or at its end. */
  open(peer: PeerId, message?: MessageId, thread: MessageId = 0): void {
    this.look(peer)
    this.at.tell({ type: 'opened', peer, thread })
    const history = historyOf(this.at.state, peer, thread)
    if (message) {
      if (!history.messages[message]) this.load(peer, thread, 'around', () => this.around(peer, thread, message))
      return
    }
    if (history.loading !== 'none' || history.atEnd) return
    // A piece from the middle that was looked at before is no place to begin.
    if (history.ids.length) this.at.tell({ type: 'history', peer, thread, messages: [], side: 'replace', atStart: false, atEnd: false })
    this.begin(peer, thread)
  }

  /** Where one left off, or the end. */
  private begin(peer: PeerId, thread: MessageId): void {
    this.load(peer, thread, 'around', async () => {
      if (!thread) await this.dialogs.current(peer)
      const dialog = thread ? undefined : this.at.state.dialogs[peer]
      return dialog && dialog.unread > PAGE / 2 && dialog.readInbox ? this.around(peer, thread, dialog.readInbox) : this.end(peer, thread)
    })
  }

  /** What happens in a public channel that I am not in is told while it is on the screen. */
  private look(peer: PeerId): void {
    if (peer === this.watched) return
    if (this.watched) this.at.background(this.at.ask('watch', [this.watched, false]))
    const chat = this.at.state.chats[peer]
    this.watched = chat?.left && !chat.forbidden && chat.kind !== 'group' ? peer : 0
    if (this.watched) this.at.background(this.at.ask('watch', [peer, true]))
  }

  close(): void {
    this.look(0)
    this.at.tell({ type: 'opened', peer: 0 })
  }

  /** The end of the chat. */
  latest(peer: PeerId, thread: MessageId = 0): void {
    this.load(peer, thread, 'around', () => this.end(peer, thread))
  }

  private async end(peer: PeerId, thread: MessageId): Promise<void> {
    const page = await this.page(peer, thread, 0, 0, PAGE)
    const atStart = page.messages.length < PAGE && (!!thread || page.total <= page.messages.length)
    const messages = [...atStart ? await this.head(peer, thread) : [], ...page.messages]
    this.at.tell({ type: 'history', peer, thread, messages, side: 'replace', atStart, atEnd: true })
  }

  /** What a thread begins with: a post that is discussed, a message that was answered. Topics begin with their first message. */
  private async head(peer: PeerId, thread: MessageId): Promise<readonly Message[]> {
    if (!thread || this.at.state.chats[peer]?.forum || this.at.state.chats[peer]?.direct) return []
    const known = messageOf(this.at.state, peer, thread)
    if (known) return [known]
    const page = await this.at.ask('messages', [peer, [thread]])
    this.at.meet(page.peers)
    return page.messages
  }

  /** The chat on the screen, after the connection was away and nothing of it could be loaded. */
  resume(): void {
    const { open, thread } = this.at.state
    const { ids, loading } = historyOf(this.at.state, open, thread)
    if (open && !ids.length && loading === 'none') this.begin(open, thread)
  }

  older(peer: PeerId, thread: MessageId = 0): void {
    const { ids, atStart, loading } = historyOf(this.at.state, peer, thread)
    const [oldest] = ids
    if (atStart || loading !== 'none' || oldest === undefined) return
    this.load(peer, thread, 'older', async () => {
      const { messages } = await this.page(peer, thread, oldest, 0, PAGE)
      const fresh = messages.filter(one => one.id < oldest)
      const head = fresh.length ? [] : await this.head(peer, thread)
      this.at.tell({ type: 'history', peer, thread, messages: [...head, ...fresh], side: 'older', atStart: !fresh.length })
    })
  }

  newer(peer: PeerId, thread: MessageId = 0): void {
    const { ids, atEnd, loading } = historyOf(this.at.state, peer, thread)
    const newest = ids.at(-1)
    if (atEnd || loading !== 'none' || newest === undefined) return
    this.load(peer, thread, 'newer', async () => {
      // Counted from the message after `newest`, a page towards the end. https://core.telegram.org/api/offsets
      const { messages } = await this.page(peer, thread, newest, -PAGE, PAGE)
      const fresh = messages.filter(one => one.id > newest)
      this.at.tell({ type: 'history', peer, thread, messages: fresh, side: 'newer', atEnd: !fresh.length || this.reachesEnd(peer, thread, fresh.at(-1)!.id) })
    })
  }

  private async around(peer: PeerId, thread: MessageId, message: MessageId): Promise<void> {
    const { messages } = await this.page(peer, thread, message, -PAGE / 2, PAGE)
    const newest = messages.at(-1)?.id ?? 0
    this.at.tell({ type: 'history', peer, thread, messages, side: 'replace', atStart: false, atEnd: !messages.length || this.reachesEnd(peer, thread, newest) })
  }

  /** Of threads the newest message is not known: their end is where nothing comes after. */
  private reachesEnd(peer: PeerId, thread: MessageId, newest: MessageId): boolean {
    const last = thread ? undefined : this.at.state.dialogs[peer]?.lastMessage
    return last !== undefined && newest >= last
  }

  private async page(peer: PeerId, thread: MessageId, from: MessageId, addOffset: number, limit: number): Promise<Page> {
    const page = await this.at.ask('history', [peer, thread, { from, addOffset, limit, direct: !!this.at.state.chats[peer]?.direct }])
    this.at.meet(page.peers)
    return page
  }

  private load(peer: PeerId, thread: MessageId, side: 'older' | 'newer' | 'around', work: () => Promise<void>): void {
    this.at.tell({ type: 'historyLoading', peer, thread, side })
    this.at.background(work().catch((error: unknown) => {
      this.at.tell({ type: 'historyLoading', peer, thread, side: 'none' })
      throw error
    }))
  }

  loadPinned(peer: PeerId): void {
    this.at.background(this.at.ask('search', [peer, '', 'pinned', undefined, 100]).then(page => {
      this.at.meet(page.peers)
      this.at.tell({ type: 'pinnedLoaded', peer, messages: page.messages })
    }))
  }

  loadScheduled(peer: PeerId): void {
    this.at.background(this.at.ask('scheduled', [peer]).then(page => {
      this.at.meet(page.peers)
      this.at.tell({ type: 'scheduledLoaded', peer, messages: page.messages })
    }))
  }
}
