import { describe, expect, it } from 'vitest'
import { en as words } from '../src/i18n/en'
import { company } from './company'
import { type Person, type Server } from './world'

/** Neither snow nor rain: the connection goes, and nothing that was said is lost or said twice. */
describe('when the connection goes', () => {
  let server: Server, ada: Person, bob: Person
  company(['Ada Roth', 'Bob Lind'], (...come) => { [server, ada, bob] = come })

  it('sends what was written while the server was away, once, after it has come back', async () => {
    await server.halt()
    await ada.page.getByText(words['connection.connecting'], { exact: false }).or(ada.page.getByPlaceholder(words['connection.connecting'])).first().waitFor()
    await ada.say('written in the dark')
    await ada.message('written in the dark').getByLabel(words['ticks.sending']).waitFor()
    await server.run()
    await ada.message('written in the dark').getByLabel(words['ticks.sent']).or(ada.message('written in the dark').getByLabel(words['ticks.read'])).waitFor({ timeout: 40_000 })
    await bob.row('Ada Roth').click()
    await bob.message('written in the dark').waitFor({ timeout: 40_000 })
    expect(await bob.page.getByRole('article').filter({ hasText: 'written in the dark' }).count()).toBe(1)
  })

  it('keeps what is to be sent over a reload', async () => {
    await ada.context.setOffline(true)
    await server.halt()
    await ada.say('and over a reload')
    await ada.message('and over a reload').getByLabel(words['ticks.sending']).waitFor()
    await ada.context.setOffline(false)
    await server.run()
    await ada.page.reload()
    await ada.openChat('Bob Lind')
    await bob.message('and over a reload').waitFor({ timeout: 40_000 })
    expect(await bob.page.getByRole('article').filter({ hasText: 'and over a reload' }).count()).toBe(1)
  })

  it('starts without a network and shows the chats it knew', async () => {
    await ada.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await server.halt()
    await ada.page.reload()
    await ada.row('Bob Lind').waitFor()
    await server.run()
    await ada.openChat('Bob Lind')
    await ada.say('back again')
    await bob.message('back again').waitFor({ timeout: 40_000 })
  })

  it('shows both tabs the same', async () => {
    const first = ada.page
    const second = await ada.open()
    await ada.openChat('Bob Lind')
    await bob.say('to both of your tabs')
    for (const page of [first, second]) await page.getByRole('article').filter({ hasText: 'to both of your tabs' }).last().waitFor()
  })
})
