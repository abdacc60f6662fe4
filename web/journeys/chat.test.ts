import { describe, expect, it } from 'vitest'
import { en as words } from '../src/i18n/en'
import { meet } from './meeting'
import { company, strangers } from './company'
import { evening, paint } from './pictures'
import { type Person } from './world'

describe('two people chat', () => {
  let ada: Person, bob: Person
  company(['Ada Roth', 'Bob Lind'], (_, ...both) => { [ada, bob] = both }, strangers)

  it('signs both up', async () => {
    await Promise.all([ada.signUp(), bob.signUp()])
    await meet(ada, bob)
  })

  it('brings a message over, and ticks it when it was read', async () => {
    // Whoever has the chat open reads at once.
    await bob.press(words['menu.title'])
    await bob.choose(words['chat.saved'])
    await ada.say('Morning! Did the parcel arrive?')
    await ada.message('parcel').getByLabel(words['ticks.sent']).waitFor()
    await bob.row('Ada Roth').getByText('Morning! Did the parcel arrive?').waitFor()
    await bob.openChat('Ada Roth')
    await bob.message('parcel').waitFor()
    await ada.message('parcel').getByLabel(words['ticks.read']).waitFor()
  })

  it('shows who is typing and who is online', async () => {
    await bob.composer.pressSequentially('Yes')
    await ada.page.locator('.chat header').getByText(words['typing.typing']).waitFor()
    await bob.composer.fill('')
    await ada.page.locator('.chat header').getByText(words['presence.online']).waitFor()
  })

  it('formats as typed', async () => {
    await bob.say('It did, **just now** – see https://example.org')
    await ada.message('just now').locator('b, strong, .bold').getByText('just now').waitFor()
    await ada.message('just now').getByRole('link', { name: 'https://example.org' }).waitFor()
  })

  it('replies, edits and deletes for both', async () => {
    await ada.menuOf('just now')
    await ada.choose(words['message.reply'])
    await ada.say('Wonderful')
    await bob.message('Wonderful').getByText('It did').waitFor()

    await ada.menuOf('Wonderful')
    await ada.choose(words['message.edit'])
    await ada.composer.fill('Wonderful news')
    await ada.page.keyboard.press('Enter')
    await bob.message('Wonderful news').getByText(words['message.edited']).waitFor()

    await ada.say('a slip')
    await bob.message('a slip').waitFor()
    await ada.menuOf('a slip')
    await ada.choose(words['message.delete'])
    await ada.page.getByRole('dialog').getByRole('button', { name: words['common.delete'] }).click()
    await bob.message('a slip').waitFor({ state: 'detached' })
  })

  it('reacts, and takes it back', async () => {
    await bob.menuOf('Wonderful news')
    await bob.page.getByRole('group', { name: words['message.react'] }).getByRole('button').first().click()
    await ada.message('Wonderful news').locator('.reactions button').waitFor()
    await bob.message('Wonderful news').locator('.reactions button').click()
    await ada.message('Wonderful news').locator('.reactions button').waitFor({ state: 'detached' })
    await bob.menuOf('Wonderful news')
    await bob.page.getByRole('group', { name: words['message.react'] }).getByRole('button').first().click()
    await ada.message('Wonderful news').locator('.reactions button').waitFor()
  })

  it('sends a photo, a file and a voice message', async () => {
    const photo = await paint(ada.browser, evening, 1600, 1000)
    await ada.page.locator('input[data-attach=media]').setInputFiles({ name: 'pass.jpg', mimeType: 'image/jpeg', buffer: photo })
    await ada.page.getByRole('dialog').getByRole('button', { name: words['composer.send'] }).click()
    const seen = bob.page.getByRole('article').last().locator('.bubble img')
    await seen.last().waitFor()
    await bob.page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.bubble img')].some(image => image.src.startsWith('blob:') && image.naturalWidth > 400))

    const file = Buffer.from('day;hours\n'.repeat(2_000))
    await bob.page.locator('input[data-attach=file]').setInputFiles({ name: 'hours.csv', mimeType: 'text/csv', buffer: file })
    await bob.page.getByRole('dialog').getByRole('button', { name: words['composer.send'] }).click()
    await ada.message('hours.csv').waitFor()
    const [download] = await Promise.all([ada.page.waitForEvent('download'), ada.menuOf('hours.csv').then(() => ada.choose(words['message.save']))])
    expect(download.suggestedFilename()).toBe('hours.csv')

    await ada.press(words['composer.record'])
    await ada.page.getByRole('timer').getByText('0:02').waitFor()
    await ada.press(words['composer.send'])
    await bob.page.locator('.voice, [data-kind=voice]').last().waitFor()
  })

  it('forwards, pins, and finds again', async () => {
    await bob.menuOf('Morning!')
    await bob.choose(words['message.pin'])
    await ada.page.locator('.chat .pinned').getByText('Morning!').waitFor()
    await bob.menuOf('Morning!')
    await bob.choose(words['message.forward'])
    await bob.page.getByRole('dialog').getByText(words['chat.saved']).click()
    await bob.row(words['chat.saved']).waitFor()
    await ada.page.getByLabel(words['search.all']).fill('parcel')
    await ada.page.locator('aside').getByText(/parcel arrive/).first().waitFor()
    await ada.page.keyboard.press('Escape')
  })

  it('keeps drafts, notes to myself and the order of chats', async () => {
    await ada.composer.fill('not quite ready')
    await ada.row(words['chat.saved']).or(ada.page.locator('aside')).first().waitFor()
    await ada.press(words['menu.title'])
    await ada.choose(words['chat.saved'])
    await ada.row('Bob Lind').getByText('not quite ready').waitFor()
    await ada.say('a note to myself')
    await ada.message('a note to myself').getByLabel(words['ticks.read']).waitFor()
    await ada.page.reload()
    await ada.row('Bob Lind').getByText('not quite ready').waitFor()
    await ada.row('Bob Lind').click({ button: 'right' })
    await ada.choose(words['chats.pin'])
    await ada.page.locator('button.chat').first().getByText('Bob Lind').waitFor()
    await ada.openChat('Bob Lind')
    await ada.page.locator('.composer').getByText('not quite ready').waitFor()
    await ada.composer.fill('')
  })

  it('goes back to the beginning of a long chat', async () => {
    for (let line = 1; line <= 130; line++) await bob.say(`line ${line} of a long story`)
    await bob.message('line 130 of').getByLabel(words['ticks.sent']).or(bob.message('line 130 of').getByLabel(words['ticks.read'])).waitFor({ timeout: 40_000 })
    await ada.message('line 130 of').waitFor()
    await ada.page.reload()
    await ada.message('line 130 of').waitFor()
    await ada.page.getByRole('log').hover()
    await expect.poll(async () => {
      await ada.page.mouse.wheel(0, -4_000)
      return ada.page.getByRole('article').filter({ hasText: 'Hello Bob!' }).count()
    }, { timeout: 30_000 }).toBe(1)
    await ada.page.getByLabel(words['search.all']).fill('line 77 of')
    await ada.page.locator('aside').getByText(/77/).first().click()
    await ada.message('line 77 of').waitFor()
  }, 120_000)

  it('opens a chat where one left off, and stays there when the page is loaded anew', async () => {
    await ada.page.getByLabel(words['search.all']).press('Escape')
    await ada.openChat(words['chat.saved'])
    for (let line = 131; line <= 170; line++) await bob.say(`line ${line} of a long story`)
    await ada.row('Bob Lind').getByText('line 170 of').waitFor()
    await ada.openChat('Bob Lind')
    const mark = ada.page.getByRole('separator').filter({ hasText: words['chat.unread'] })
    for (const again of [false, true]) {
      if (again) await ada.page.reload()
      await mark.waitFor()
      // Lines before and after come in meanwhile.
      await ada.page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
      await expect.poll(async () => (await mark.boundingBox())?.y).toBeLessThan(300)
    }
  }, 120_000)

  it('complained of nothing', () => {
    expect([...ada.faults, ...bob.faults]).toEqual([])
  })
})
