import type { KeptState } from '../platform/api'
import { dialogList, unreadTotal } from '../state/select'
import type { Message, User } from '../state/model'
import type { Snapshot, WireEvent } from '../wire/api'
import type { At } from './at'
import type { Dialogs } from './dialogs'
import type { Histories } from './histories'
import type { Outbox } from './outbox'
import type { Signing } from './signing'
import { loadTopics } from './threads'
import { loadStories } from './stories'

/** Milliseconds between two "I am here", between two looks at what is stale, and before the state is kept. */
const PRESENCE = 45_000
const TICK = 1_000
const KEEP = 1_500
/** Chats that are kept for the next visit. */
const KEPT = 60

export const loadGifs = (at: At): void => at.background(at.ask('gifs', []).then(gifs => at.tell({ type: 'gifs', gifs })))

/** Puts a message into a few words for a notification; the UI's language is not this room's business. */
export type Describe = (message: Message, at: At['state']) => { readonly title: string; readonly body: string }

/**
 * The update box: what the worker tells goes into the state, and what the state lacks is asked for. It also begins and
 * ends a visit: restores, keeps, and forgets.
 */
export class Box {
  private keeping: ReturnType<typeof setTimeout> | undefined
  /** Who is signed in here, as the worker says. */
  private owner = 0
  private begun = false
  private equipped = false

  constructor(
    private readonly at: At,
    private readonly dialogs: Dialogs,
    private readonly histories: Histories,
    private readonly outbox: Outbox,
    private readonly signing: Signing,
    private readonly describe: Describe,
  ) {}

  /** Shows what was kept, then listens. */
  start(): void {
    this.at.tell({ type: 'settings', settings: this.at.platform.kept.settings() })
    this.at.background(this.restore())
    this.at.wire.listen(event => this.hear(event))
    this.at.platform.page.onAttention(attentive => this.attend(attentive))
    this.at.platform.page.onUpdateReady(() => this.at.tell({ type: 'updateReady' }))
    setInterval(() => this.at.tell({ type: 'tick', now: Date.now() }), TICK)
    setInterval(() => { if (this.at.platform.page.attentive()) this.attend(true) }, PRESENCE)
    this.at.store.subscribe(() => this.keepSoon())
  }

  private async restore(): Promise<void> {
    const kept = await this.at.platform.kept.state()
    if (!kept || this.at.state.session.step !== 'starting') return
    const { me, users, chats, dialogs, tops } = kept
    this.at.tell({ type: 'restored', me, peers: { users: [...users, me], chats }, dialogs, tops })
  }

  private hear(event: WireEvent): void {
    switch (event.type) {
      case 'snapshot': return this.at.background(this.open(event.snapshot))
      case 'connection': return this.connected(event)
      case 'signedIn': return this.at.background(this.begin(event))
      case 'signedOut': return this.at.background(this.end())
      case 'message': return this.message(event)
      case 'deleted': return this.deleted(event)
      case 'edited': this.at.meet(event.peers); return this.at.tell({ type: 'edited', message: event.message })
      case 'pinned': this.at.tell(event); return this.repin(event.chat)
      case 'cleared': return this.at.tell(event.dialog ? { type: 'dialogRemoved', peer: event.peer } : { type: 'historyCleared', peer: event.peer })
      case 'scheduledChanged': return this.histories.loadScheduled(event.chat)
      case 'contactsChanged': loadStories(this.at); return this.loadContacts()
      case 'joined': return this.at.state.dialogs[event.peer] ? undefined : this.dialogs.one(event.peer)
      case 'profileChanged': return this.at.state.profiles[event.peer] ? this.loadProfile(event.peer) : undefined
      case 'listened': this.at.tell(event); return this.recount(event.chat)
      case 'gifsChanged': return this.at.state.gifs ? loadGifs(this.at) : undefined
      case 'qrScanned': return this.at.background(this.signing.nextQr())
      case 'refresh': this.at.tell({ type: 'historiesStale' }); return this.at.background(this.load())
      case 'typing': return event.typing.user === this.at.state.me ? undefined : this.at.tell(event)
      default: return this.at.tell(event)
    }
  }

  // ---------------------------------------------------------------- the visit

  private async open({ server, connection, me }: Snapshot): Promise<void> {
    this.at.tell({ type: 'server', server })
    this.at.tell({ type: 'connection', connection })
    if (!me) return this.at.state.session.step === 'starting' || this.at.state.me ? this.end() : undefined
    if (this.at.state.me && this.at.state.me !== me) await this.end()
    this.owner = me
    await this.enter()
  }

  /** Goes to the list of chats: at once when it was kept, else as soon as the server says who I am. */
  private async enter(): Promise<void> {
    if (this.at.state.me) return this.begin()
    const user = await this.at.ask('me', [])
    if (user) await this.begin({ me: user })
    else await this.end()
  }

  private async begin(entered?: { readonly me: User }): Promise<void> {
    if (entered) this.at.tell({ type: 'signedIn', me: entered.me })
    if (this.begun) return
    this.begun = true
    this.owner = this.at.state.me
    this.attend(this.at.platform.page.attentive())
    await this.outbox.resume()
    await this.load()
  }

  /** Everything that the screen needs; what was not answered is asked for again after the next reconnection. */
  private async load(): Promise<void> {
    await this.dialogs.refresh()
    this.histories.resume()
    loadStories(this.at)
    if (this.equipped) return
    this.loadContacts()
    await Promise.all([
      this.at.ask('folders', []).then(folders => this.at.tell({ type: 'folders', folders })),
      this.at.ask('reactionsOffered', []).then(emoji => this.at.tell({ type: 'reactionsOffered', emoji })),
    ])
    this.equipped = true
  }

  private async end(): Promise<void> {
    this.begun = this.equipped = false
    this.owner = 0
    this.outbox.clear()
    this.dialogs.forget()
    this.at.tell({ type: 'signedOut' })
    await this.at.platform.kept.clear()
  }

  private connected(event: Extract<WireEvent, { type: 'connection' }>): void {
    const before = this.at.state.connection
    this.at.tell(event)
    if (event.connection !== 'online' || before === 'online' || before === 'updating' || !this.owner) return
    this.at.background(this.begun ? this.load() : this.enter())
    this.attend(this.at.platform.page.attentive())
  }

  private attend(attentive: boolean): void {
    if (!attentive) this.dialogs.settle()
    if (this.at.state.session.step === 'ready') this.at.background(this.at.ask('setOnline', [attentive]))
  }

  // ---------------------------------------------------------------- messages

  private message({ message, peers, random }: Extract<WireEvent, { type: 'message' }>): void {
    this.at.meet(peers)
    const { state } = this.at
    const known = state.dialogs[message.chat]
    const fresh = !message.out && message.id > (state.tops[message.chat]?.id ?? known?.readInbox ?? 0)
    this.at.tell({ type: 'message', message, ...(random && { key: random }) })
    // A chat that I have left, or only look into, has no row in the list.
    if (!known && state.chats[message.chat]?.left) return
    if (!known && !message.scheduled) this.dialogs.one(message.chat)
    if (message.service?.type === 'pinned') this.repin(message.chat)
    if (message.service?.type === 'topicEdited' && state.topics[message.chat]) this.at.background(loadTopics(this.at, message.chat))
    const newcomer = state.chats[message.chat]?.direct && message.thread && state.topics[message.chat]?.every(topic => topic.id !== message.thread)
    if (newcomer) this.at.background(loadTopics(this.at, message.chat))
    if (fresh && !message.scheduled) this.announce(message)
  }

  private announce(message: Message): void {
    const { state } = this.at
    const { settings } = state
    const dialog = state.dialogs[message.chat]
    const muted = dialog && (dialog.notify.muteUntil > Date.now() / 1000 || dialog.notify.silent)
    if (muted || message.silent || message.sender === state.me || (this.at.platform.page.attentive() && state.open === message.chat)) return
    if (settings.sound) this.at.platform.notices.ping()
    if (!settings.notifications || this.at.platform.page.attentive()) return
    const { title, body } = this.describe(message, state)
    const shown = settings.previews && dialog?.notify.previews !== false ? body : ''
    this.at.platform.notices.show({ title, body: shown, tag: message.key, opened: () => this.histories.open(message.chat) })
  }

  /** What the list of chats cannot know after a deletion: which message is the last one now. */
  private deleted(event: Extract<WireEvent, { type: 'deleted' }>): void {
    const before = this.at.state.tops
    this.at.tell(event)
    for (const chat of Object.keys(before).map(Number)) if (!this.at.state.tops[chat]) this.dialogs.one(chat)
  }

  /** Of mentions that were seen elsewhere and stand in no window here only the server knows how many are left. */
  private recount(chat: number): void {
    const counted = Object.values(this.at.state.dialogs).filter(dialog => dialog.unreadMentions && (chat ? dialog.peer === chat : dialog.peer > -1_000_000_000_000))
    for (const dialog of counted) this.dialogs.one(dialog.peer)
  }

  private repin(chat: number): void {
    if (this.at.state.histories[chat]) this.histories.loadPinned(chat)
  }

  loadContacts(): void {
    this.at.background(this.at.ask('contacts', []).then(({ ids, peers }) => {
      this.at.meet(peers)
      this.at.tell({ type: 'contacts', users: ids })
    }))
  }

  loadProfile(peer: number): void {
    this.at.background(this.at.ask('profile', [peer]).then(({ profile, peers }) => {
      this.at.meet(peers)
      this.at.tell({ type: 'profile', profile })
    }))
  }

  // ---------------------------------------------------------------- keeping

  private keepSoon(): void {
    if (this.keeping || this.at.state.session.step !== 'ready') return
    this.keeping = setTimeout(() => {
      this.keeping = undefined
      this.at.platform.notices.badge(unreadTotal(this.at.state, Date.now() / 1000))
      this.at.background(this.keep())
    }, KEEP)
  }

  private async keep(): Promise<void> {
    const { state } = this.at
    const me = state.users[state.me]
    if (!me || state.session.step !== 'ready') return
    const dialogs = [...dialogList(state).slice(0, KEPT), ...dialogList(state, true).slice(0, KEPT)]
    const tops = dialogs.flatMap(dialog => state.tops[dialog.peer] ?? [])
    const wanted = new Set([...dialogs.map(dialog => dialog.peer), ...tops.map(top => top.sender)])
    const kept: KeptState = {
      me, dialogs, tops,
      users: Object.values(state.users).filter(user => wanted.has(user.id)),
      chats: Object.values(state.chats).filter(chat => wanted.has(chat.id)),
    }
    await this.at.platform.kept.keepState(kept)
  }
}
