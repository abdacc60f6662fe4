import type { Actions } from '../../state/actions'

const done = (): Promise<void> => Promise.resolve()

/** What bots would do. */
export const botPlay: Pick<Actions,
  'pressButton' | 'inlineResults' | 'sendInlineResult' | 'startBot' | 'openApp' | 'prolongApp' | 'sendAppData' | 'webLogin' | 'giveChosen' | 'sendOwnContact' | 'sendPlace'> = {
  pressButton: () => Promise.resolve({ alert: false, text: 'Noted' }),
  inlineResults: (bot, _, query) => Promise.resolve({ bot, query, queryId: '1', gallery: false, next: '', results: [{ id: '1', title: `About ${query}`, about: 'An article' }] }),
  sendInlineResult: done, startBot: done, openApp: () => Promise.resolve({ url: 'about:blank' }), prolongApp: done, sendAppData: done,
  webLogin: () => Promise.resolve({ step: 'done', url: 'https://example.org' }), giveChosen: done, sendOwnContact: done, sendPlace: done,
}
