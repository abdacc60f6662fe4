import { renderEntities } from '../render-message'
import type { Answers } from './call'

const words = new TextEncoder()
const letters = new TextDecoder()

export const announcements: Answers<'announcements' | 'announcementSeen' | 'reportAnnouncement'> = {
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
}
