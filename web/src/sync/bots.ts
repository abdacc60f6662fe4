import type { Actions, SendOptions } from '../state/actions'
import type { PeerId } from '../state/model'
import type { SendOptions as Sent } from '../wire/api'
import type { At } from './at'
import { placed, random } from './outbox'

type Mine = Pick<Actions,
  | 'pressButton' | 'inlineResults' | 'sendInlineResult' | 'startBot' | 'openApp' | 'prolongApp' | 'sendAppData' | 'webLogin' | 'giveChosen' | 'sendOwnContact' | 'sendPlace'>

/** How long a bot may think about a press, in milliseconds. */
const THINKING = 30_000

export function botActions(at: At): Mine {
  const sent = (peer: PeerId, options: SendOptions = {}): Sent => ({ ...placed(at.state, peer, options), random: random() })
  return {
    pressButton: (message, data) => at.ask('pressButton', [message.chat, message.id, data], { timeout: THINKING }),
    inlineResults: async (bot, peer, query, offset = '') => {
      const { found, peers } = await at.ask('inlineResults', [bot, peer, query, offset])
      at.meet(peers)
      return found
    },
    sendInlineResult: (peer, query, result, options) => at.ask('sendInlineResult', [peer, query, result, sent(peer, options)]),
    startBot: (bot, peer, param = '') => at.ask('startBot', [bot, peer, param, random()]),
    openApp: (request, theme) => at.ask('openApp', [request, theme]),
    prolongApp: (bot, peer, query) => at.ask('prolongApp', [bot, peer, query]),
    sendAppData: (bot, button, data) => at.ask('sendAppData', [bot, button, data, random()]),
    webLogin: (message, button, accepted, mayWrite) => at.ask('webLogin', [message.chat, message.id, button, accepted, mayWrite]),
    giveChosen: (message, button, chosen) => at.ask('giveChosen', [message.chat, message.id, button, chosen]),
    sendOwnContact: (peer, options) => at.ask('sendOwnContact', [peer, sent(peer, options)]),
    sendPlace: (peer, place, options) => at.ask('sendPlace', [peer, place, sent(peer, options)]),
  }
}
