import { Long, tl } from '@mtcute/web'
import { Failure } from '../../state/failure'
import type { AppRequest, OpenedApp } from '../../state/model'
import { toLong, type Link, type Running } from '../link'
import { renderResults } from '../render-bots'
import { renderPeers } from '../render-peers'
import { applied } from './groups'
import { common, publish } from './messages'
import type { Answers } from './call'

const PLATFORM = 'web'

async function openApp(link: Link, running: Running, { bot, peer, url, from, name, start, reply }: AppRequest, theme: string): Promise<OpenedApp> {
  const user = await link.user(bot)
  const shared = { themeParams: { _: 'dataJSON' as const, data: theme }, platform: PLATFORM, ...(start !== undefined && { startParam: start }) }
  const there = await link.peer(peer)
  const ask = async (): Promise<tl.TypeWebViewResult> => {
    switch (from) {
      case 'keyboard': return link.call({ _: 'messages.requestSimpleWebView', bot: user, ...(url && { url }), ...shared }, running)
      case 'main': return link.call({ _: 'messages.requestMainWebView', bot: user, peer: there, ...shared }, running)
      case 'link': {
        const { app } = await link.call({ _: 'messages.getBotApp', app: { _: 'inputBotAppShortName', botId: user, shortName: name ?? '' }, hash: Long.ZERO }, running)
        if (app._ !== 'botApp') throw new Failure('BOT_APP_INVALID', 400)
        const known: tl.TypeInputBotApp = { _: 'inputBotAppID', id: app.id, accessHash: app.accessHash }
        return link.call({ _: 'messages.requestAppWebView', peer: there, app: known, ...shared }, running)
      }
      default: return link.call({
        _: 'messages.requestWebView', peer: there, bot: user, ...(url && { url }), ...(from === 'menu' && { fromBotMenu: true }),
        ...(reply && { replyTo: { _: 'inputReplyToMessage', replyToMsgId: reply } }), ...shared,
      }, running)
    }
  }
  const { url: address, queryId } = await ask()
  return { url: address, ...(queryId && { query: queryId.toString() }) }
}

/** What bots put into chats. https://core.telegram.org/api/bots */
export const bots: Answers<
  'pressButton' | 'inlineResults' | 'sendInlineResult' | 'startBot' | 'openApp' | 'prolongApp' | 'sendAppData' | 'webLogin' | 'giveChosen' | 'sendOwnContact' | 'sendPlace'
> = {
  pressButton: async ({ link, running }, peer, id, data) => {
    const answer = await link.call({ _: 'messages.getBotCallbackAnswer', peer: await link.peer(peer), msgId: id, ...(data ? { data } : { game: true }) }, running)
    return { alert: !!answer.alert, ...(answer.message && { text: answer.message }), ...(answer.url && { url: answer.url }) }
  },

  inlineResults: async ({ link, running }, bot, peer, query, offset) => {
    const answer = await link.call({ _: 'messages.getInlineBotResults', bot: await link.user(bot), peer: await link.peer(peer), query, offset }, running)
    return { found: renderResults(answer, bot, query), peers: renderPeers(answer.users, []) }
  },
  sendInlineResult: async ({ link, running }, peer, queryId, id, options) => {
    const { peer: to, silent, replyTo, sendAs } = await common(link, peer, options)
    publish(link, await link.call({
      _: 'messages.sendInlineBotResult', peer: to, silent, ...(replyTo && { replyTo }), ...(sendAs && { sendAs }), clearDraft: true,
      randomId: toLong(options.random), queryId: toLong(queryId), id,
    }, running))
  },

  startBot: async ({ link, running }, bot, peer, startParam, random) => {
    publish(link, await link.call({ _: 'messages.startBot', bot: await link.user(bot), peer: await link.peer(peer), randomId: toLong(random), startParam }, running))
  },

  openApp: ({ link, running }, request, theme) => openApp(link, running, request, theme),
  prolongApp: async ({ link, running }, bot, peer, query) => {
    await link.call({ _: 'messages.prolongWebView', bot: await link.user(bot), peer: await link.peer(peer), queryId: toLong(query) }, running)
  },
  sendAppData: async ({ link, running }, bot, buttonText, data, random) => {
    publish(link, await link.call({ _: 'messages.sendWebViewData', bot: await link.user(bot), randomId: toLong(random), buttonText, data }, running))
  },

  webLogin: async ({ link, running }, peer, id, button, accepted, mayWrite) => {
    const at = { peer: await link.peer(peer), msgId: id, buttonId: button }
    const answer = accepted
      ? await link.call({ _: 'messages.acceptUrlAuth', ...at, writeAllowed: mayWrite }, running)
      : await link.call({ _: 'messages.requestUrlAuth', ...at }, running)
    if (answer._ === 'urlAuthResultRequest') {
      link.emit({ type: 'peers', peers: renderPeers([answer.bot], []) })
      return { step: 'ask', domain: answer.domain, bot: answer.bot.id, mayWrite: !!answer.requestWriteAccess }
    }
    return { step: 'done', url: answer._ === 'urlAuthResultAccepted' ? answer.url ?? '' : '' }
  },

  giveChosen: async ({ link, running }, peer, id, buttonId, chosen) => {
    const requestedPeers = await Promise.all(chosen.map(one => link.peer(one)))
    applied(link, await link.call({ _: 'messages.sendBotRequestedPeer', peer: await link.peer(peer), msgId: id, buttonId, requestedPeers }, running))
  },
  sendOwnContact: async ({ link, running }, peer, options) => {
    const [me] = await link.call({ _: 'users.getUsers', id: [{ _: 'inputUserSelf' }] }, running)
    if (me?._ !== 'user') throw new Failure('USER_ID_INVALID', 400)
    const media: tl.TypeInputMedia = { _: 'inputMediaContact', phoneNumber: me.phone ?? '', firstName: me.firstName ?? '', lastName: me.lastName ?? '', vcard: '' }
    publish(link, await link.call({ _: 'messages.sendMedia', ...await common(link, peer, options), media, message: '', randomId: toLong(options.random) }, running))
  },
  sendPlace: async ({ link, running }, peer, { latitude, longitude }, options) => {
    const media: tl.TypeInputMedia = { _: 'inputMediaGeoPoint', geoPoint: { _: 'inputGeoPoint', lat: latitude, long: longitude } }
    publish(link, await link.call({ _: 'messages.sendMedia', ...await common(link, peer, options), media, message: '', randomId: toLong(options.random) }, running))
  },
}
