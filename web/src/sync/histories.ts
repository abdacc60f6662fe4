import { historyOf } from '../state/select'
import type { MessageId, PeerId } from '../state/model'
import type { Page } from '../wire/api'
import type { At } from './at'

const PAGE = 50

/** Windows into the chats: opens them, and makes them longer at both ends. */
export class Histories {
  private watched: PeerId = 0

  constructor(private readonly at: At) {}

  /** Puts a chat on the screen: at a message, at the first unread, or at its end. */
  open(peer: PeerId, message?: MessageId): void {
    this.look(peer)
    this.at.tell({ type: 'opened', peer })
    const history = historyOf(this.at.state, peer)
    if (message) {
      if (!history.messages[message]) this.load(peer, 'around', () => this.around(peer, message))
      return
    }
    const dialog = this.at.state.dialogs[peer]
    if (history.ids.length && (history.atEnd || history.loading !== 'none')) return
    if (dialog && dialog.unread > PAGE / 2 && dialog.readInbox) this.load(peer, 'around', () => this.around(peer, dialog.readInbox))
    else this.latest(peer)
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
  latest(peer: PeerId): void {
    this.load(peer, 'around', async () => {
      const page = await this.page(peer, 0, 0, PAGE)
      this.at.tell({ type: 'history', peer, messages: page.messages, side: 'replace', atStart: page.messages.length < PAGE && page.total <= page.messages.length, atEnd: true })
    })
  }

  /** The chat on the screen, after the connection was away and nothing of it could be loaded. */
  resume(): void {
    const { open } = this.at.state
    if (open && !historyOf(this.at.state, open).ids.length) this.latest(open)
  }

  older(peer: PeerId): void {
    const { ids, atStart, loading } = historyOf(this.at.state, peer)
    const [oldest] = ids
    if (atStart || loading !== 'none' || oldest === undefined) return
    this.load(peer, 'older', async () => {
      const { messages } = await this.page(peer, oldest, 0, PAGE)
      const fresh = messages.filter(one => one.id < oldest)
      this.at.tell({ type: 'history', peer, messages: fresh, side: 'older', atStart: !fresh.length })
    })
  }

  newer(peer: PeerId): void {
    const { ids, atEnd, loading } = historyOf(this.at.state, peer)
    const newest = ids.at(-1)
    if (atEnd || loading !== 'none' || newest === undefined) return
    this.load(peer, 'newer', async () => {
      // Counted from the message after `newest`, a page towards the end. https://core.telegram.org/api/offsets
      const { messages } = await this.page(peer, newest, -PAGE, PAGE)
      const fresh = messages.filter(one => one.id > newest)
      this.at.tell({ type: 'history', peer, messages: fresh, side: 'newer', atEnd: !fresh.length || this.reachesEnd(peer, fresh.at(-1)!.id) })
    })
  }

  private async around(peer: PeerId, message: MessageId): Promise<void> {
    const { messages } = await this.page(peer, message, -PAGE / 2, PAGE)
    const newest = messages.at(-1)?.id ?? 0
    this.at.tell({ type: 'history', peer, messages, side: 'replace', atStart: false, atEnd: !messages.length || this.reachesEnd(peer, newest) })
  }

  private reachesEnd(peer: PeerId, newest: MessageId): boolean {
    const last = this.at.state.dialogs[peer]?.lastMessage
    return last !== undefined && newest >= last
  }

  private async page(peer: PeerId, from: MessageId, addOffset: number, limit: number): Promise<Page> {
    const page = await this.at.ask('history', [peer, { from, addOffset, limit }])
    this.at.meet(page.peers)
    return page
  }

  private load(peer: PeerId, side: 'older' | 'newer' | 'around', work: () => Promise<void>): void {
    this.at.tell({ type: 'historyLoading', peer, side })
    this.at.background(work().catch((error: unknown) => {
      this.at.tell({ type: 'historyLoading', peer, side: 'none' })
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
