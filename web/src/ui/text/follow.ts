/** Goes where a link, mention or hashtag leads. */
import { t } from '../../i18n/index.svelte'
import type { Ui } from '../app.svelte'
import { openChat } from '../chat/open'
import { explain } from '../signin/refusals'
import { botLinkOf, inviteOf, nameOfLink, type BotLink, type Target } from './links'

export function follow(ui: Ui, target: Target, event: Event): void {
  event.stopPropagation()
  if (target.kind === 'url') {
    const invite = inviteOf(target.href)
    if (invite) {
      event.preventDefault()
      ui.view.modal = { kind: 'join', hash: invite }
      return
    }
    const bot = botLinkOf(target.href)
    if (bot) {
      event.preventDefault()
      return void followBot(ui, bot).catch(failure => ui.toasts.show(explain(failure), { tone: 'danger' }))
    }
    const name = nameOfLink(target.href)
    if (name) {
      event.preventDefault()
      return find(ui, name)
    }
    if (target.href.startsWith('tg:')) {
      event.preventDefault()
      return followOwn(ui, new URL(target.href))
    }
    if (!target.masked) return
    event.preventDefault()
    ui.view.modal = { kind: 'openLink', url: target.href }
    return
  }
  event.preventDefault()
  if (target.kind === 'user') openChat(ui, target.id)
  else if (target.kind === 'username') find(ui, target.name)
  else if (target.kind === 'command') { if (ui.state.open) ui.actions.sendText(ui.state.open, { text: target.command, entities: [] }) }
  else if (target.kind === 'phone') void ui.actions.copy(target.phone).then(() => ui.toasts.show(t('common.copied')))
  else {
    ui.view.query = target.query
    ui.view.searching = true
  }
}

/** A bot, with what its link carries. */
async function followBot(ui: Ui, { name, start, group, app, appStart }: BotLink): Promise<void> {
  const bot = await ui.actions.resolve(name)
  if (app !== undefined) {
    const request = { bot, peer: ui.state.open || bot, title: '', from: app ? 'link' as const : 'main' as const, name: app, ...(appStart !== undefined && { start: appStart }) }
    ui.view.modal = { kind: 'app', request }
  } else if (group !== undefined) {
    ui.view.modal = {
      kind: 'choose', title: t('bot.chooseChat'), of: 'group', most: 1,
      done: ([peer]) => peer && ui.actions.startBot(bot, peer, group).then(() => openChat(ui, peer), failure => ui.toasts.show(explain(failure), { tone: 'danger' })),
    }
  } else {
    openChat(ui, bot)
    if (ui.state.users[bot]?.bot) ui.view.start = { bot, param: start ?? '' }
  }
}

/** Opens whoever bears a public name. */
function find(ui: Ui, name: string): void {
  ui.actions.resolve(name).then(peer => openChat(ui, peer), failure => ui.toasts.show(explain(failure), { tone: 'danger' }))
}

/** tg://login, tg://resolve?domain=…, tg://user?id=… */
function followOwn(ui: Ui, url: URL): void {
  const name = url.searchParams.get('domain')
  const id = Number(url.searchParams.get('id'))
  if (url.host === 'login') ui.view.modal = { kind: 'acceptQr' }
  else if (url.host === 'resolve' && name) find(ui, name)
  else if (url.host === 'user' && id > 0) openChat(ui, id)
}
