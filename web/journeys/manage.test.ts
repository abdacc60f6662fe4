import { describe, expect, it } from 'vitest'
import { en as words } from '../src/i18n/en'
import { company } from './company'
import { type Person } from './world'

describe('someone keeps order', () => {
  let ada: Person, bob: Person
  company(['Ada Roth', 'Bob Lind'], (_, ...both) => { [ada, bob] = both })

  it('lets a message wait for its time, and sends it after all', async () => {
    await ada.composer.fill('for later')
    await ada.page.getByRole('button', { name: words['composer.send'] }).click({ button: 'right' })
    await ada.choose(words['composer.schedule'])
    await ada.page.getByRole('dialog').getByRole('button').last().click()
    await ada.page.getByRole('button', { name: words['chat.scheduled'] }).click()
    await ada.page.getByText('for later').last().click({ button: 'right' })
    await ada.choose(words['message.sendNow'])
    await bob.message('for later').waitFor()
  })

  it('blocks, and lets in again', async () => {
    await bob.page.locator('.chat header .who').click()
    await bob.page.getByRole('button', { name: words['profile.block'] }).last().click()
    const sure = bob.page.getByRole('dialog').getByRole('button').last()
    const unblock = bob.page.locator('.closed').getByRole('button', { name: words['chat.unblock'] })
    await sure.or(unblock).first().waitFor()
    if (await sure.isVisible()) await sure.click()
    await unblock.waitFor()
    await ada.say('are you there?')
    await ada.message('are you there?').getByRole('img', { name: words['ticks.failed'] }).waitFor()
    await unblock.click()
    await bob.composer.waitFor()
    await ada.say('and now?')
    await bob.message('and now?').waitFor()
  })

  it('puts a chat into the archive, and deletes one for both', async () => {
    await ada.row('Bob Lind').click({ button: 'right' })
    await ada.choose(words['chats.archive'])
    await ada.row('Bob Lind').waitFor({ state: 'detached' })
    await bob.row('Ada Roth').click({ button: 'right' })
    await bob.choose(words['chats.delete'])
    await bob.page.getByRole('dialog').getByRole('switch').click()
    await bob.page.getByRole('dialog').getByRole('button').last().click()
    await bob.row('Ada Roth').waitFor({ state: 'detached' })
    await ada.message('Hello Bob!').waitFor({ state: 'detached' })
  })

  it('complained of nothing', () => {
    expect([...ada.faults, ...bob.faults]).toEqual([])
  })
})
