/**
 * The open chat in the page's address (`#peer`): a reload comes back to it, and "back" on a phone leaves the chat
 * instead of the page.
 */
import type { PeerId } from '../../state/model'
import type { Ui } from '../app.svelte'
import { leaveChat, openChat } from '../chat/open'

/** `#/join/<key>`: an invite link that was opened here. */
const invited = (): string | undefined => /^#\/join\/([\w-]{6,})$/.exec(location.hash)?.[1]

const addressed = (): PeerId => Number(/^#(-?\d{1,16})$/.exec(location.hash)?.[1] ?? 0)

export class Address {
  readonly #ui: Ui
  /** A chat that the address named when the page opened, until the list of chats brings it. */
  #awaited: PeerId
  #pushed = false

  constructor(ui: Ui) {
    this.#ui = ui
    this.#awaited = ui.state.open ? 0 : addressed()
  }

  /** Call when the open chat or the list of chats changed. */
  follow(): void {
    const invite = invited()
    if (invite) {
      history.replaceState(null, '', location.pathname + location.search)
      this.#ui.view.modal = { kind: 'join', hash: invite }
    }
    const { open, dialogs } = this.#ui.state
    if (this.#awaited) {
      const peer = this.#awaited
      if (!open && !dialogs[peer]) return
      this.#awaited = 0
      if (!open) return openChat(this.#ui, peer)
    }
    if (open === addressed()) return
    if (!open && this.#pushed) {
      this.#pushed = false
      history.back()
    } else if (open && !addressed()) {
      this.#pushed = true
      history.pushState(null, '', `#${open}`)
    } else history.replaceState(null, '', open ? `#${open}` : location.pathname + location.search)
  }

  /** The person went back or forth. */
  travelled(): void {
    if (invited()) return this.follow()
    const peer = addressed()
    if (peer === this.#ui.state.open) return
    this.#pushed = false
    if (!peer) leaveChat(this.#ui)
    else if (this.#ui.state.dialogs[peer]) openChat(this.#ui, peer)
  }
}
