import type { tl } from '@mtcute/web'
import type { FormattedText } from '../../state/model'
import { noPeers } from '../link'
import { renderEntities } from '../render-message'
import { peerId, renderPeers } from '../render-peers'
import type { Answers } from './call'

const words = new TextEncoder()
const letters = new TextDecoder()

const formatted = (text: tl.TypeTextWithEntities): FormattedText => ({ text: text.text, entities: renderEntities(text.entities) })

export const announcements: Answers<
  'announcements' | 'announcementSeen' | 'reportAnnouncement' | 'wantsAnnouncements' | 'setAnnouncements' | 'promo' | 'dismissHint' | 'hidePromoted'
> = {
  announcements: async ({ link, running }, peer) => {
    const answer = await link.call({ _: 'messages.getSponsoredMessages', peer: await link.peer(peer) }, running)
    if (answer._ !== 'messages.sponsoredMessages') return []
    return answer.messages.map(one => ({
      id: one.randomId, title: one.title, text: { text: one.message, entities: renderEntities(one.entities) }, url: one.url, button: one.buttonText,
    }))
  },

  announcementSeen: async ({ link, running }, id, followed) => {
    await link.call({ _: followed ? 'messages.clickSponsoredMessage' : 'messages.viewSponsoredMessage', randomId: id }, running)
  },

  reportAnnouncement: async ({ link, running }, id, option) => {
    const answer = await link.call({ _: 'messages.reportSponsoredMessage', randomId: id, option: words.encode(option) }, running)
    if (answer._ === 'channels.sponsoredMessageReportResultChooseOption') {
      return { state: 'choose', choices: answer.options.map(one => ({ text: one.text, option: letters.decode(one.option) })) }
    }
    return { state: answer._ === 'channels.sponsoredMessageReportResultAdsHidden' ? 'hidden' : 'reported', choices: [] }
  },

  wantsAnnouncements: async ({ link, running }) =>
    !!(await link.call({ _: 'users.getFullUser', id: { _: 'inputUserSelf' } }, running)).fullUser.sponsoredEnabled,
  setAnnouncements: async ({ link, running }, wanted) => {
    await link.call({ _: 'account.toggleSponsoredMessages', enabled: wanted }, running)
  },

  promo: async ({ link, running }) => {
    const answer = await link.call({ _: 'help.getPromoData' }, running)
    if (answer._ !== 'help.promoData') return { promo: { expires: answer.expires }, peers: noPeers }
    const { peer, psaMessage, customPendingSuggestion: hint, expires } = answer
    return {
      promo: {
        expires, ...(peer && { chat: { peer: peerId(peer), text: psaMessage ?? '' } }),
        ...(hint && { hint: { name: hint.suggestion, title: formatted(hint.title), text: formatted(hint.description), url: hint.url } }),
      },
      peers: renderPeers(answer.users, answer.chats),
    }
  },
  dismissHint: async ({ link, running }, name) => {
    await link.call({ _: 'help.dismissSuggestion', peer: { _: 'inputPeerEmpty' }, suggestion: name }, running)
  },
  hidePromoted: async ({ link, running }, peer) => {
    await link.call({ _: 'help.hidePromoData', peer: await link.peer(peer) }, running)
  },
}
