/** What becomes of a press on a button that a bot has put there. */
import { t } from '../../i18n/index.svelte'
import type { BotButton, Message, PeerId } from '../../state/model'
import type { Ui } from '../app.svelte'
import { openChat } from '../chat/open'
import { explain } from '../signin/refusals'
import { follow } from '../text/follow'
import { safeUrl } from '../text/links'
import { personName } from '../text/summary'

/** Whoever put the buttons there: the bot that wrote the message, or by whose help it was written. */
export const botOf = (message: Message): PeerId => message.via ?? message.sender

export function goTo(ui: Ui, url: string): void {
  const href = safeUrl(url)
  if (href) follow(ui, { kind: 'url', href, masked: true }, new Event('press'))
}

async function pressed(ui: Ui, message: Message, data: Uint8Array | undefined): Promise<void> {
  const { text, alert, url } = await ui.actions.pressButton(message, data)
  if (url) goTo(ui, url)
  else if (text && alert) ui.view.modal = { kind: 'said', bot: botOf(message), text }
  else if (text) ui.toasts.show(text)
}

/** A site that a bot vouches for asks who I am. */
async function signIn(ui: Ui, message: Message, button: number, url: string): Promise<void> {
  const asked = await ui.actions.webLogin(message, button, false, false)
  if (asked.step === 'done') return goTo(ui, asked.url || url)
  ui.view.modal = {
    kind: 'confirm', title: t('bot.signInTitle', { site: asked.domain }), text: t('bot.signInText', { site: asked.domain, name: personName(ui.state, ui.state.me) }), action: t('bot.signIn'),
    done: () => ui.actions.webLogin(message, button, true, asked.mayWrite).then(step => step.step === 'done' && open(step.url || url, '_blank', 'noopener'), failure => ui.toasts.show(explain(failure), { tone: 'danger' })),
  }
}

function ask(ui: Ui, text: string, action: string, done: () => Promise<unknown>): void {
  ui.view.modal = { kind: 'confirm', title: action, text, action, done: () => done().catch(failure => ui.toasts.show(explain(failure), { tone: 'danger' })) }
}

function here(): Promise<{ latitude: number; longitude: number }> {
  return new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), () => reject(new Error(t('bot.noPlace'))), { timeout: 15_000 }))
}

/** Writes "@bot query" into the field of this chat, or of one that is chosen. */
function inline(ui: Ui, message: Message, query: string, thisChat: boolean): void {
  const words = `@${ui.state.users[botOf(message)]?.username ?? ''} ${query}`
  if (thisChat) return void (ui.view.write = { peer: message.chat, text: words, at: Date.now() })
  ui.view.modal = {
    kind: 'choose', title: t('bot.chooseChat'), of: 'any', most: 1,
    done: ([peer]) => {
      if (!peer) return
      openChat(ui, peer)
      ui.view.write = { peer, text: words, at: Date.now() }
    },
  }
}

export async function press(ui: Ui, message: Message, button: BotButton): Promise<void> {
  const bot = botOf(message)
  const name = personName(ui.state, bot)
  try {
    switch (button.kind) {
      case 'say': return ui.actions.sendText(message.chat, { text: button.text, entities: [] }, message.chat < 0 ? { reply: message.id } : {})
      case 'url': return goTo(ui, button.url)
      case 'login': return await signIn(ui, message, button.button, button.url)
      case 'callback': return button.password ? void ui.toasts.show(t('bot.notHere')) : await pressed(ui, message, button.data)
      case 'game': return await pressed(ui, message, undefined)
      case 'inline': return inline(ui, message, button.query, button.here)
      case 'app': return void (ui.view.modal = { kind: 'app', request: { bot, peer: message.chat, title: button.text, url: button.url, from: button.simple ? 'keyboard' : 'button', reply: message.id } })
      case 'copy': return void await ui.actions.copy(button.copy).then(() => ui.toasts.show(t('common.copied')))
      case 'person': return ui.view.showProfile(button.user)
      case 'phone': return ask(ui, t('bot.phoneText', { name }), t('bot.phone'), () => ui.actions.sendOwnContact(message.chat))
      case 'place': return ask(ui, t('bot.placeText', { name }), t('bot.place'), async () => ui.actions.sendPlace(message.chat, await here()))
      case 'poll': return void (ui.view.modal = { kind: 'poll', peer: message.chat })
      case 'choose': return void (ui.view.modal = { kind: 'choose', title: button.text, of: button.of, most: button.most, done: chosen => ui.actions.giveChosen(message, button.button, chosen).catch(failure => ui.toasts.show(explain(failure), { tone: 'danger' })) })
      case 'other': return void ui.toasts.show(t('bot.notHere'))
    }
  } catch (failure) {
    ui.toasts.show(explain(failure), { tone: 'danger' })
  }
}
