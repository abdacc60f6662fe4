import type { Draft, FormattedText, MessageId, PeerId, TypingAction } from '../state/model'
import { draftOf } from '../state/select'
import type { DialogPage } from '../wire/api'
import type { At } from './at'

const PAGE = 40
/** Milliseconds between two words that someone is typing, and how long a draft rests before it is kept. */
const TYPING = 4_000
const DRAFT = 1_200
const READ = 250

/** The list of chats, and what is said of a chat as a whole. */
export class Dialogs {
  private next: unknown
  private archivedNext: unknown
  private running = false
  private started = false
  private readonly asked = new Set<PeerId>()
  private readonly drafts = new Map<string, { readonly peer: PeerId; readonly thread: MessageId; readonly timer: ReturnType<typeof setTimeout>; readonly draft: Draft | undefined }>()
  private readonly reads = new Map<PeerId, { readonly upTo: MessageId; readonly timer: ReturnType<typeof setTimeout> }>()
  /** Of which chats the server itself has spoken in this visit; of the others what was kept of the last one is known. */
  private readonly told = new Set<PeerId>()
  private readonly typed = new Map<PeerId, number>()

  constructor(private readonly at: At) {}

  /** The beginning of the list, anew: after signing in and after every reconnection. */
  async refresh(): Promise<void> {
    const [main, archived] = await Promise.all([this.at.ask('dialogs', [undefined, PAGE, false]), this.at.ask('dialogs', [undefined, PAGE, true])])
    for (const page of [main, archived]) {
      this.at.meet(page.peers)
      for (const { peer } of page.dialogs) this.told.add(peer)
    }
    if (!this.started) {
      this.next = main.next
      this.archivedNext = archived.next
      this.started = true
    }
    const complete = !this.next && !this.archivedNext
    this.at.tell({ type: 'dialogs', dialogs: [...main.dialogs, ...archived.dialogs], tops: [...main.tops, ...archived.tops], complete })
  }

  more(): void {
    if (this.running || !this.started || this.at.state.dialogsComplete) return
    this.running = true
    this.at.tell({ type: 'dialogsLoading' })
    this.at.background(this.load().finally(() => { this.running = false }))
  }

  private async load(): Promise<void> {
    const archived = !this.next
    const page = await this.at.ask('dialogs', [archived ? this.archivedNext : this.next, PAGE, archived])
    if (archived) this.archivedNext = page.next
    else this.next = page.next
    this.at.meet(page.peers)
    for (const { peer } of page.dialogs) this.told.add(peer)
    this.at.tell({ type: 'dialogs', dialogs: page.dialogs, tops: page.tops, complete: !this.next && !this.archivedNext })
  }

  /** Another person may sign in next. */
  forget(): void {
    for (const { timer } of [...this.drafts.values(), ...this.reads.values()]) clearTimeout(timer)
    for (const table of [this.drafts, this.reads, this.typed, this.told]) table.clear()
    this.started = false
  }

  /** The server's own word on one chat, once for every reason to ask. */
  one(peer: PeerId): void {
    if (this.asked.has(peer)) return
    this.asked.add(peer)
    this.at.background(this.at.ask('dialog', [peer]).then(page => this.learn(peer, page)).finally(() => this.asked.delete(peer)))
  }

  private learn(peer: PeerId, page: DialogPage): void {
    this.at.meet(page.peers)
    this.told.add(peer)
    const pinned = this.at.state.dialogs[peer]?.pinned ?? 0
    const dialogs = page.dialogs.map(dialog => dialog.pinned ? { ...dialog, pinned: pinned || 1 } : dialog)
    if (dialogs.length) this.at.tell({ type: 'dialogs', dialogs, tops: page.tops, complete: false })
  }

  /** Waits until the server's own word on a chat is known: by what was kept of the last visit nothing is decided. */
  async current(peer: PeerId): Promise<void> {
    if (!this.at.state.dialogs[peer] || this.told.has(peer)) return
    const page = await this.at.ask('dialog', [peer])
    if (!this.told.has(peer)) this.learn(peer, page)
  }

  /** Shown as read at once; the server is told a little later, once for all that was read meanwhile. */
  markRead(peer: PeerId, upTo: MessageId): void {
    const dialog = this.at.state.dialogs[peer]
    if (!dialog || (upTo <= dialog.readInbox && !dialog.marked)) return
    this.at.tell({ type: 'readInbox', peer, upTo, unread: undefined })
    const timer = this.reads.get(peer)?.timer ?? setTimeout(() => this.tellRead(peer), READ)
    this.reads.set(peer, { upTo, timer })
  }

  private tellRead(peer: PeerId): void {
    const waiting = this.reads.get(peer)
    if (!waiting) return
    clearTimeout(waiting.timer)
    this.reads.delete(peer)
    this.at.background(this.at.ask('read', [peer, waiting.upTo]))
  }

  /** Does it here at once, tells the server, and takes it back when the server refuses. */
  private optimistic(change: () => void, undo: () => void, call: Promise<unknown>): void {
    change()
    call.catch(undo)
  }

  markUnread(peer: PeerId, marked: boolean): void {
    const set = (value: boolean) => () => this.at.tell({ type: 'dialogMarked', peer, marked: value })
    this.optimistic(set(marked), set(!marked), this.at.ask('markUnread', [peer, marked]))
  }

  pin(peer: PeerId, pinned: boolean): void {
    const set = (value: boolean) => () => this.at.tell({ type: 'dialogPinned', peer, pinned: value })
    this.optimistic(set(pinned), set(!pinned), this.at.ask('pinDialog', [peer, pinned]))
  }

  archive(peer: PeerId, archived: boolean): void {
    const set = (value: boolean) => () => this.at.tell({ type: 'dialogArchived', peer, archived: value })
    this.optimistic(set(archived), set(!archived), this.at.ask('archive', [peer, archived]))
  }

  mute(peer: PeerId, until: number): void {
    const before = this.at.state.dialogs[peer]?.notify ?? this.at.state.profiles[peer]?.notify ?? { muteUntil: 0, silent: false, previews: true }
    const notify = { ...before, muteUntil: until }
    this.optimistic(() => this.at.tell({ type: 'notify', peer, notify }), () => this.at.tell({ type: 'notify', peer, notify: before }), this.at.ask('setNotify', [peer, notify]))
  }

  saveDraft(peer: PeerId, text: FormattedText, reply?: MessageId, thread: MessageId = 0): void {
    const old = draftOf(this.at.state, peer, thread)
    if ((old?.text ?? '') === text.text && old?.reply === reply) return
    const draft = text.text.trim() || reply ? { ...text, date: Math.floor(Date.now() / 1000), ...(reply && { reply }) } : undefined
    const key = `${peer}:${thread}`
    this.tellDraft(peer, thread, draft)
    clearTimeout(this.drafts.get(key)?.timer)
    this.drafts.set(key, { peer, thread, draft, timer: setTimeout(() => this.keepDraft(key), DRAFT) })
    if (peer !== this.at.state.open || thread !== this.at.state.thread) this.keepDraft(key)
  }

  private tellDraft(peer: PeerId, thread: MessageId, draft: Draft | undefined): void {
    this.at.tell({ type: 'draft', peer, draft, ...(thread && { thread }) })
  }

  /** What was typed and read goes to the server now: the page is being left. */
  settle(): void {
    for (const key of [...this.drafts.keys()]) this.keepDraft(key)
    for (const peer of [...this.reads.keys()]) this.tellRead(peer)
  }

  private keepDraft(key: string): void {
    const waiting = this.drafts.get(key)
    if (!waiting) return
    const { peer, thread, draft } = waiting
    clearTimeout(waiting.timer)
    this.drafts.delete(key)
    this.at.background(this.at.ask('saveDraft', [peer, draft, thread, !!this.at.state.chats[peer]?.direct]))
  }

  /** A message was sent: its draft is gone, here and (with the message) on the server. */
  forgetDraft(peer: PeerId, thread: MessageId = 0): void {
    const key = `${peer}:${thread}`
    clearTimeout(this.drafts.get(key)?.timer)
    this.drafts.delete(key)
    this.typed.delete(peer)
    if (draftOf(this.at.state, peer, thread)) this.tellDraft(peer, thread, undefined)
  }

  setTyping(peer: PeerId, action: TypingAction): void {
    const now = Date.now()
    if (peer === this.at.state.me || now - (this.typed.get(peer) ?? 0) < TYPING) return
    this.typed.set(peer, now)
    this.at.background(this.at.ask('setTyping', [peer, action]))
  }
}
