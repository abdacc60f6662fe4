/** Ways into and out of a chat, kept in one place because each has to leave the old one properly. */
import { answers, GENERAL, type Message, type MessageId, type PeerId } from '../../state/model'
import { messageOf } from '../../state/select'
import type { Ui } from '../app.svelte'
import { explain } from '../signin/refusals'

/** In a forum a message stands in its topic. */
async function openInTopic(ui: Ui, peer: PeerId, message: MessageId): Promise<void> {
  const found = await ui.actions.message(peer, message).catch(() => undefined)
  ui.view.leaveChat()
  ui.view.jump = { id: message, at: Date.now() }
  const apart = ui.state.chats[peer]?.direct ? 0 : GENERAL
  ui.actions.openChat(peer, message, found?.service?.type === 'topicCreated' ? message : found?.thread ?? apart)
}

export function openChat(ui: Ui, peer: PeerId, message?: MessageId): void {
  if (message !== undefined && (ui.state.chats[peer]?.forum || answers(ui.state.chats[peer]))) return void openInTopic(ui, peer, message)
  const there = ui.state.open === peer && !ui.state.thread
  if (!there) ui.view.leaveChat()
  if (message !== undefined) ui.view.jump = { id: message, at: Date.now() }
  if (!there || message !== undefined) ui.actions.openChat(peer, message)
}

/** A group that became a supergroup goes on there; what stands beside it stays. */
export function moveOn(ui: Ui, now: PeerId): void {
  const { panel, panelPage, panelPeer } = ui.view
  openChat(ui, now)
  Object.assign(ui.view, { panel, panelPage, panelPeer })
}

export function leaveChat(ui: Ui): void {
  ui.view.leaveChat()
  ui.actions.closeChat()
}

/** Puts one thread of a group on the screen: a topic, or the answers to a message. */
export function openThread(ui: Ui, peer: PeerId, thread: MessageId): void {
  ui.view.leaveChat()
  ui.actions.openChat(peer, undefined, thread)
}

/** Goes to where a post is discussed. */
export async function openComments(ui: Ui, post: Message): Promise<void> {
  try {
    const { peer, thread } = await ui.actions.discussion(post)
    openThread(ui, peer, thread)
    ui.view.origin = { peer: post.chat, message: post.id }
  } catch (failure) {
    ui.toasts.show(explain(failure), { tone: 'danger' })
  }
}

/** Where an answer to a comment of mine stands: in its thread, when that can be opened, else in its group. */
export function openSource(ui: Ui, { chat, message, thread }: NonNullable<NonNullable<Message['forward']>['source']>): void {
  if (!thread) return openChat(ui, chat, message)
  ui.view.leaveChat()
  ui.view.jump = { id: message, at: Date.now() }
  ui.actions.openChat(chat, message, thread)
}

/** Back to where the thread was opened from. */
export function leaveThread(ui: Ui): void {
  const { origin } = ui.view
  const { open, thread } = ui.state
  if (origin) openChat(ui, origin.peer, origin.message)
  else if (ui.state.chats[open]?.forum || ui.state.chats[open]?.direct || !ui.state.histories[open]?.messages[thread]) openChat(ui, open)
  else openChat(ui, open, thread)
}

/** Shows a message of the open chat: scrolls when it is loaded, else loads the piece around it. */
export function jumpTo(ui: Ui, id: MessageId): void {
  const { open, thread } = ui.state
  if (!open) return
  ui.view.jump = { id, at: Date.now() }
  const window = thread ? ui.state.threads[open]?.[thread] : ui.state.histories[open]
  if (window?.messages[id]) return
  const elsewhere = thread && messageOf(ui.state, open, id)?.thread !== thread
  if (elsewhere) openChat(ui, open, id)
  else ui.actions.openChat(open, id, thread)
}
