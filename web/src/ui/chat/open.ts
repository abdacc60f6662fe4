/** Ways into and out of a chat, kept in one place because each has to leave the old one properly. */
import type { MessageId, PeerId } from '../../state/model'
import type { Ui } from '../app.svelte'

export function openChat(ui: Ui, peer: PeerId, message?: MessageId): void {
  if (ui.state.open !== peer) ui.view.leaveChat()
  if (message !== undefined) ui.view.jump = { id: message, at: Date.now() }
  if (ui.state.open !== peer || message !== undefined) ui.actions.openChat(peer, message)
}

export function leaveChat(ui: Ui): void {
  ui.view.leaveChat()
  ui.actions.closeChat()
}

/** Shows a message of the open chat: scrolls when it is loaded, else loads the piece around it. */
export function jumpTo(ui: Ui, id: MessageId): void {
  const peer = ui.state.open
  if (!peer) return
  ui.view.jump = { id, at: Date.now() }
  if (!ui.state.histories[peer]?.messages[id]) ui.actions.openChat(peer, id)
}
