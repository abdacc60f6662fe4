import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en as words } from '../src/i18n/en'
import { makeChannel } from './meeting'
import { witness } from './witness'
import { Person, Server } from './world'

describe('direct messages of a channel', () => {
  let server: Server
  let olga: Person
  let bob: Person
  witness(() => [olga, bob], () => server)

  beforeAll(async () => {
    server = await Server.start()
    ;[olga, bob] = await Promise.all([Person.arrive('Olga Brandt', '+4915550006201', server), Person.arrive('Bob Lind', '+4915550006202', server)])
    await Promise.all([olga.signUp(), bob.signUp()])
  })
  afterAll(async () => {
    await Promise.all([olga?.leave(), bob?.leave()])
    await server?.stop()
  })

  it('are opened in the settings of the channel', async () => {
    await makeChannel(olga, 'River news', 'rivernews')
    await olga.say('The water is rising.')
    await olga.page.locator('.chat header .who').click()
    await olga.press(words['info.editChannel'])
    await olga.page.getByRole('switch', { name: words['direct.title'] }).click()
    await olga.text(words['service.directsOpen']).first().waitFor()
  })

  it('reach the admins, each person apart', async () => {
    await bob.find('rivernews', 'River news')
    await bob.press(words['chat.join'])
    await bob.press(words['direct.write'])
    await bob.text('Write to River news').waitFor()
    await bob.say('Is the bridge open?')
    await bob.message('Is the bridge open?').getByLabel(words['ticks.sent']).waitFor()
    await olga.row('River news · Direct').click()
    const people = olga.page.getByRole('list', { name: words['direct.title'] })
    await people.getByText('Bob Lind').waitFor()
    await people.getByText('Is the bridge open?').waitFor()
    await people.getByRole('button', { name: /Bob Lind/ }).click()
    await olga.message('Is the bridge open?').waitFor()
    await olga.say('Until noon.')
    await bob.message('Until noon.').waitFor()
    await bob.message('Is the bridge open?').getByLabel(words['ticks.read']).waitFor()
    await olga.message('Until noon.').getByLabel(words['ticks.read']).waitFor()
    await olga.picture('directs.png')
  })

  it('stand beside the numbers of the channel', async () => {
    await olga.page.locator('button.chat').filter({ hasText: 'River news' }).filter({ hasNotText: 'Direct' }).click()
    await olga.page.locator('.chat header .who').click()
    await olga.press(words['stats.title'])
    await olga.text(words['stats.viewsPerPost']).waitFor()
    const chart = olga.page.getByRole('application').first()
    await chart.focus()
    await olga.page.keyboard.press('ArrowLeft')
    await olga.picture('stats.png')
    await olga.page.emulateMedia({ colorScheme: 'dark' })
    await olga.picture('stats-dark.png')
    await olga.page.emulateMedia({ colorScheme: 'light' })
    await olga.row('River news · Direct').click()
    await olga.page.getByRole('list', { name: words['direct.title'] }).getByRole('button', { name: /Bob Lind/ }).click()
    await olga.message('Is the bridge open?').waitFor()
  })

  it('bring suggestions for posts, which are taken or declined', async () => {
    for (const text of ['The ferry sails again.', 'Buy my boat!']) {
      await bob.press(words['composer.attach'])
      await bob.choose(words['offer.new'])
      await bob.page.getByRole('dialog').getByLabel(words['offer.text']).fill(text)
      await bob.page.getByRole('dialog').getByRole('button', { name: words['offer.send'], exact: true }).click()
      await bob.message(text).getByText(words['offer.title']).waitFor()
    }
    await olga.message('The ferry sails again.').getByRole('button', { name: words['offer.accept'] }).click()
    await olga.message('The ferry sails again.').getByText(words['offer.accepted']).waitFor()
    await olga.message('Buy my boat!').getByRole('button', { name: words['offer.reject'] }).click()
    await olga.page.getByRole('dialog').getByLabel(words['offer.why']).fill('No trade here')
    await olga.page.getByRole('dialog').getByRole('button', { name: words['offer.reject'] }).click()
    await bob.text('The suggested post was declined: No trade here').last().waitFor()
    await bob.message('Buy my boat!').getByText(words['offer.rejected']).waitFor()
    await bob.page.locator('button.chat').filter({ hasText: 'River news' }).filter({ hasNotText: 'Direct' }).click()
    await bob.message('The ferry sails again.').waitFor()
    expect([...olga.faults, ...bob.faults]).toEqual([])
  })
})
