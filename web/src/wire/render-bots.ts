import type { tl } from '@mtcute/web'
import type { BotButton, BotInfo, InlineResult, InlineResults, Keyboard, PeerId } from '../state/model'
import { renderDocument, renderPhoto } from './render-media'
import { optional } from './render-peers'

function renderButton(button: tl.TypeKeyboardButton): BotButton {
  const { text } = button
  switch (button._) {
    case 'keyboardButton': return { text, kind: 'say' }
    case 'keyboardButtonUrl': return { text, kind: 'url', url: button.url }
    case 'keyboardButtonUrlAuth': return { text, kind: 'login', url: button.url, button: button.buttonId }
    case 'keyboardButtonCallback': return { text, kind: 'callback', data: button.data, password: !!button.requiresPassword }
    case 'keyboardButtonGame': return { text, kind: 'game' }
    case 'keyboardButtonSwitchInline': return { text, kind: 'inline', query: button.query, here: !!button.samePeer }
    case 'keyboardButtonWebView': return { text, kind: 'app', url: button.url, simple: false }
    case 'keyboardButtonSimpleWebView': return { text, kind: 'app', url: button.url, simple: true }
    case 'keyboardButtonCopy': return { text, kind: 'copy', copy: button.copyText }
    case 'keyboardButtonUserProfile': return { text, kind: 'person', user: button.userId }
    case 'keyboardButtonRequestPhone': return { text, kind: 'phone' }
    case 'keyboardButtonRequestGeoLocation': return { text, kind: 'place' }
    case 'keyboardButtonRequestPoll': return { text, kind: 'poll', quiz: !!button.quiz }
    case 'keyboardButtonRequestPeer': return { text, kind: 'choose', button: button.buttonId, most: button.maxQuantity, of: askedFor(button.peerType) }
    default: return { text, kind: 'other' }
  }
}

const askedFor = (type: tl.TypeRequestPeerType): 'person' | 'bot' | 'group' | 'channel' =>
  type._ === 'requestPeerTypeBroadcast' ? 'channel' : type._ === 'requestPeerTypeChat' ? 'group' : type.bot ? 'bot' : 'person'

/** https://core.telegram.org/type/ReplyMarkup */
export function renderKeyboard(markup: tl.TypeReplyMarkup | undefined): Keyboard | undefined {
  switch (markup?._) {
    case 'replyInlineMarkup': return { place: 'inline', rows: rowsOf(markup.rows), once: false, selective: false }
    case 'replyKeyboardMarkup': return { place: 'below', rows: rowsOf(markup.rows), once: !!markup.singleUse, selective: !!markup.selective, ...optional('placeholder', markup.placeholder) }
    case 'replyKeyboardForceReply': return { place: 'force', rows: [], once: true, selective: !!markup.selective, ...optional('placeholder', markup.placeholder) }
    case 'replyKeyboardHide': return { place: 'hide', rows: [], once: false, selective: !!markup.selective }
    default: return undefined
  }
}
const rowsOf = (rows: readonly tl.TypeKeyboardButtonRow[]): BotButton[][] => rows.map(row => row.buttons.map(renderButton))

/** @param bot whose it is, where the information does not say */
export function renderBotInfo(info: tl.TypeBotInfo, bot: PeerId): BotInfo {
  const id = info.userId ?? bot
  return {
    bot: id, about: info.description ?? '', commands: (info.commands ?? []).map(({ command, description }) => ({ bot: id, command, about: description })),
    ...optional('menu', info.menuButton?._ === 'botMenuButton' ? { text: info.menuButton.text, url: info.menuButton.url } : undefined),
  }
}

function renderResult(result: tl.TypeBotInlineResult): InlineResult {
  const words = { id: result.id, title: result.title ?? '', about: result.description ?? ('url' in result ? result.url ?? '' : '') }
  if (result._ !== 'botInlineMediaResult') return words
  const media = result.document?._ === 'document' ? renderDocument(result.document, true) : result.photo?._ === 'photo' ? renderPhoto(result.photo, false) : undefined
  return { ...words, ...optional('media', media) }
}

export const renderResults = (answer: tl.messages.RawBotResults, bot: PeerId, query: string): InlineResults => ({
  bot, query, queryId: answer.queryId.toString(), gallery: !!answer.gallery, results: answer.results.map(renderResult), next: answer.nextOffset ?? '',
  ...optional('start', answer.switchPm && { text: answer.switchPm.text, param: answer.switchPm.startParam }),
})
