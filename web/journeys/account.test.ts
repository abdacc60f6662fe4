import { describe, expect, it } from 'vitest'
import { de } from '../src/i18n/de'
import { en as words } from '../src/i18n/en'
import { company } from './company'
import { faces, paint } from './pictures'
import { desktop, Person, phone, type Server } from './world'

describe('an account', () => {
  let server: Server, ada: Person, bob: Person
  company(['Ada Roth', 'Bob Lind'], (...come) => { [server, ada, bob] = come })

  const settings = async (person: Person, page: string): Promise<void> => {
    await person.press(words['menu.title'])
    await person.choose(words['settings.title'])
    await person.page.locator('aside').getByRole('button', { name: page }).click()
  }
  const home = async (person: Person): Promise<void> => {
    const back = person.page.locator('aside').getByRole('button', { name: words['common.back'] })
    while (await back.count()) await back.click({ timeout: 2_000 }).catch(() => undefined)
    await person.page.getByLabel(words['search.all']).waitFor()
  }

  it('refuses a wrong code and a number that is none', async () => {
    const eve = await Person.arrive('Eve', '+4915550003009', server)
    await eve.page.getByLabel(words['signin.phone'], { exact: true }).fill('+49 1')
    await eve.press(words['signin.next'])
    await eve.page.getByText(words['error.phoneInvalid']).waitFor()
    await eve.page.getByLabel(words['signin.phone'], { exact: true }).fill(eve.number)
    await eve.press(words['signin.next'])
    const right = await server.code(eve.number)
    await eve.page.getByLabel(words['signin.code'], { exact: true }).fill(right === '11111' ? '22222' : '11111')
    await eve.page.getByText(words['error.codeInvalid']).waitFor()
    await eve.leave()
  })

  it('takes a picture, a username and a few words, which the other sees', async () => {
    await settings(bob, words['settings.editProfile'].length ? 'Bob Lind' : '')
    await bob.page.getByLabel(words['settings.changePhoto']).setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: await paint(bob.browser, faces.bob, 640, 640) })
    await bob.page.getByRole('dialog').getByRole('button', { name: words['crop.use'] }).click()
    await bob.page.getByRole('dialog').waitFor({ state: 'detached' })
    await bob.page.getByLabel(words['profile.about']).fill('Carpenter. Early riser.')
    await bob.page.getByLabel(words['profile.username']).fill('bob_the_carpenter')
    await bob.press(words['common.save'])
    await bob.page.getByRole('button', { name: words['common.save'], exact: true }).waitFor({ state: 'detached' })
    await bob.page.getByText(words['settings.saved']).waitFor()
    expect(await bob.page.getByLabel(words['profile.about']).inputValue()).toBe('Carpenter. Early riser.')
    await home(bob)
    await ada.page.locator('.chat header .who').click()
    await ada.page.getByText('@bob_the_carpenter').waitFor()
    await ada.page.getByText('Carpenter. Early riser.').waitFor()
    await ada.page.locator('.who img').waitFor()
    await ada.page.keyboard.press('Escape')
  })

  it('lets a second device in by QR code, shows it, and throws it out', async () => {
    const tablet = await Person.arrive('Ada Roth', ada.number, server, { viewport: phone })
    await tablet.page.getByRole('button', { name: words['signin.useQr'] }).click()
    await tablet.page.getByLabel(words['signin.qrLabel']).waitFor()
    const url = await tablet.page.getByLabel(words['signin.qrLabel']).getAttribute('data-text')
    await settings(ada, words['settings.devices'])
    await ada.page.getByRole('button', { name: words['settings.linkDevice'] }).click()
    await ada.page.getByLabel(words['settings.linkField']).fill(url ?? '')
    await ada.press(words['settings.letIn'])
    await tablet.row('Bob Lind').waitFor()
    await ada.page.getByRole('heading', { name: words['settings.otherDevices'] }).or(ada.page.locator('aside .lines button')).first().waitFor()
    await ada.page.locator('aside .lines button').first().click()
    await ada.page.getByRole('dialog').getByRole('button').last().click()
    await tablet.page.getByLabel(words['signin.phone'], { exact: true }).waitFor()
    await tablet.leave()
    await home(ada)
  })

  it('asks for the password where two-step verification is on', async () => {
    await settings(ada, words['settings.password'])
    await ada.page.getByRole('button', { name: words['password.setUp'] }).click()
    await ada.page.getByLabel(words['password.new'], { exact: true }).fill('correct horse')
    await ada.page.getByLabel(words['password.again'], { exact: true }).fill('correct horse')
    await ada.page.getByLabel(words['password.hint'], { exact: true }).fill('a battery')
    await ada.press(words['common.save'])
    await ada.page.getByText(words['password.onText']).waitFor()
    await home(ada)

    const laptop = await Person.arrive('Ada Roth', ada.number, server)
    await laptop.giveCode()
    await laptop.page.getByLabel(words['signin.password'], { exact: true }).fill('wrong')
    await laptop.press(words['signin.next'])
    await laptop.page.getByText(words['error.passwordWrong']).waitFor()
    await laptop.page.getByLabel(words['signin.password'], { exact: true }).fill('correct horse')
    await laptop.press(words['signin.next'])
    await laptop.row('Bob Lind').waitFor()
    await laptop.leave()
  })

  it('speaks German and English, by day and by night, and fits a phone', async () => {
    await settings(ada, words['settings.look'])
    await ada.page.getByText('Deutsch', { exact: true }).click()
    await ada.page.getByText(de['settings.look'], { exact: true }).waitFor()
    await ada.page.getByText(de['settings.themeDark'], { exact: true }).click()
    await ada.page.waitForFunction(() => getComputedStyle(document.body).colorScheme.includes('dark') || document.documentElement.dataset.theme === 'dark')
    await ada.page.reload()
    await ada.row('Bob Lind').waitFor()
    expect(await ada.page.evaluate(() => document.documentElement.lang)).toBe('de')
    await ada.page.setViewportSize(phone)
    // The reload came back to the chat that was open.
    await ada.composer.waitFor()
    await ada.row('Bob Lind').waitFor({ state: 'hidden' })
    await ada.page.getByRole('button', { name: de['common.back'] }).click()
    await ada.row('Bob Lind').waitFor()
    await ada.page.setViewportSize(desktop)
  })

  it('complained of nothing', () => {
    expect([...ada.faults, ...bob.faults]).toEqual([])
  })
})
