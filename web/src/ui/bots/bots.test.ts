import { describe, expect, it } from 'vitest'
import { botLinkOf } from '../text/links'
import { noButton, readButton, readEvent, readQuestion } from './bridge'
import { askedIn } from './suggest'

describe('what is asked for while one writes', () => {
  it('knows commands, people and inline bots by the words before the caret', () => {
    expect(askedIn('/sta', '/sta')).toEqual({ kind: 'command', query: 'sta', start: 0 })
    expect(askedIn('see /sta', 'see /sta')).toBeUndefined()
    expect(askedIn('thanks @ad', 'thanks @ad and others')).toEqual({ kind: 'person', query: 'ad', start: 7 })
    expect(askedIn('ada@host', 'ada@host')).toBeUndefined()
    expect(askedIn('@gif', '@gif cats')).toEqual({ kind: 'inline', bot: 'gif', query: 'cats' })
  })
})

describe('links to bots', () => {
  it('carry a beginning, a group or an app', () => {
    expect(botLinkOf('https://t.me/weatherbot?start=berlin')).toEqual({ name: 'weatherbot', start: 'berlin' })
    expect(botLinkOf('tg://resolve?domain=weatherbot&startgroup=x')).toEqual({ name: 'weatherbot', group: 'x' })
    expect(botLinkOf('https://t.me/weatherbot/map?startapp=here')).toEqual({ name: 'weatherbot', app: 'map', appStart: 'here' })
    expect(botLinkOf('https://t.me/weatherbot?startapp')).toEqual({ name: 'weatherbot', app: '', appStart: '' })
  })
  it('are not those to people and posts', () => {
    for (const href of ['https://t.me/ada', 'https://t.me/news/42', 'https://example.org/weatherbot?start=1', 'mailto:a@b.example']) expect(botLinkOf(href)).toBeUndefined()
  })
})

describe('what apps say', () => {
  it('is read with care', () => {
    expect(readEvent('{"eventType":"web_app_ready"}')).toEqual({ name: 'web_app_ready', of: {} })
    expect(readEvent({ eventType: 'web_app_expand', eventData: '{"a":1}' })).toEqual({ name: 'web_app_expand', of: { a: 1 } })
    for (const odd of ['', 'nonsense', null, '{"eventType":5}', 'null']) expect(readEvent(odd)).toBeUndefined()
    expect(readButton(noButton, { is_visible: true, text: 'Pay', color: 'url(x)', text_color: '#ffffff' })).toEqual({ shown: true, active: true, busy: false, text: 'Pay', ink: '#ffffff' })
    expect(readQuestion({ message: 'Sure?', buttons: [{ id: 'a', type: 'ok' }, {}, {}, {}] }).buttons).toHaveLength(3)
  })
})
