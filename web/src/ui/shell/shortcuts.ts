/** Keys that work everywhere. Esc undoes the newest thing first: picks, panel, chat, side page. */
import type { PeerId } from '../../state/model'
import { dialogList } from '../../state/select'
import type { Ui } from '../app.svelte'
import { leaveChat, leaveThread, openChat } from '../chat/open'

/** The chat above or below the open one in the list; from nowhere the first or last. Pure. */
export function neighbour(peers: readonly PeerId[], open: PeerId, step: 1 | -1): PeerId | undefined {
  const at = peers.indexOf(open)
  if (at < 0) return step > 0 ? peers[0] : peers.at(-1)
  return peers[at + step]
}

function escape(ui: Ui): boolean {
  const { view } = ui
  if (view.selected.size) view.selected = new Set()
  else if (view.searching) {
    view.searching = false
    view.query = ''
  } else if (view.panel === 'profile' && view.panelPage !== 'info') view.panelPage = 'info'
  else if (view.panel !== 'none') {
    view.panel = 'none'
    view.panelPeer = 0
  } else if (view.editing || view.reply) view.editing = view.reply = view.quote = null
  else if (view.side !== 'chats') view.side = view.side.startsWith('settings.') ? 'settings' : 'chats'
  else if (ui.state.thread) leaveThread(ui)
  else if (ui.state.open) leaveChat(ui)
  else return false
  return true
}

export function onshortcut(ui: Ui, event: KeyboardEvent): void {
  if (event.defaultPrevented || ui.view.modal || ui.view.viewing || ui.view.story) return
  const command = event.ctrlKey || event.metaKey
  let done = true
  if (event.key === 'Escape') done = escape(ui)
  else if (command && event.code === 'KeyK') {
    ui.view.side = 'chats'
    ui.view.searching = true
  } else if (command && !event.shiftKey && event.code === 'KeyF' && ui.state.open) ui.view.panel = 'search'
  else if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    const next = neighbour(dialogList(ui.state).map(dialog => dialog.peer), ui.state.open, event.key === 'ArrowDown' ? 1 : -1)
    if (next !== undefined) openChat(ui, next)
  } else done = false
  if (done) event.preventDefault()
}
