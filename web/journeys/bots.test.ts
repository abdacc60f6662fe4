import { afterAll, describe, expect, it } from 'vitest'
import { en as words } from '../src/i18n/en'
import { Robot } from './robots'
import { company } from './company'
import { type Person, type Server } from './world'

describe('bots', () => {
  let server: Server, alice: Person
  company(['Alice Roth'], (...come) => { [server, alice] = come })
  let robot: Robot
  afterAll(() => {
    robot?.stop()
  })

  it('are made in the chat with the BotFather', async () => {
    robot = await Robot.make(alice, server, 'Weather man', 'WeatherManBot')
  })

  it('are started, and answer presses in passing or in a window', async () => {
    await alice.find('WeatherManBot')
    await alice.text(words['bot.can']).waitFor()
    await alice.press(words['bot.start'])
    await alice.message('Good morning!').waitFor()
    await alice.press('Count')
    await alice.text('Counted 1').waitFor()
    await alice.press('Tell')
    await alice.page.getByRole('dialog').getByText('Tomorrow there will be rain.').waitFor()
    await alice.page.getByRole('dialog').getByRole('button', { name: words['common.close'] }).click()
    await alice.page.getByRole('dialog').waitFor({ state: 'detached' })
    await alice.press('Web site')
    await alice.page.getByRole('dialog').getByText('https://example.org/').waitFor()
    await alice.page.keyboard.press('Escape')
  })

  it('show buttons below the field, which say their words', async () => {
    await alice.composer.pressSequentially('/b')
    await alice.page.getByRole('listbox', { name: words['bot.commands'] }).getByText('/bye').waitFor()
    await alice.page.keyboard.press('Enter')
    await alice.message('Which?').waitFor()
    expect(await alice.composer.getAttribute('data-hint')).toBe('Sun or rain')
    await alice.page.getByRole('group', { name: words['bot.keyboard'] }).getByRole('button', { name: 'Rain' }).click()
    await alice.message('You said: Rain').waitFor()
    await alice.press(words['bot.hideKeyboard'])
    await alice.page.getByRole('group', { name: words['bot.keyboard'] }).waitFor({ state: 'detached' })
    await alice.press(words['bot.showKeyboard'])
    await alice.picture('bot.png')
    await alice.say('/bye')
    await alice.message('Gone.').waitFor()
    await alice.page.getByRole('group', { name: words['bot.keyboard'] }).waitFor({ state: 'detached' })
  })

  it('say things with emoji that are pictures', async () => {
    await alice.say('/hot')
    await alice.message(/Hot .* today/).locator('[data-emoji]').locator('img, video, canvas, svg').first().waitFor()

    await alice.press(words['composer.emoji'])
    const picker = alice.page.getByRole('dialog', { name: words['composer.emoji'] })
    await picker.getByRole('group', { name: words['emoji.groups'] }).getByRole('button', { name: 'Fluent Emoji' }).click()
    await picker.locator('.row button:has(.sticker)').first().click()
    await alice.picture('custom-emoji.png')
    await alice.page.keyboard.press('Escape')
    await alice.page.keyboard.type(' it is')
    await alice.page.keyboard.press('Enter')
    await alice.message(/^(?!You said).* it is/).locator('[data-emoji]').waitFor()
  })

  it('find things while one writes', async () => {
    await alice.press('Find here')
    const found = alice.page.getByRole('listbox', { name: words['bot.results'].replace('{name}', 'Weather man') })
    await found.getByText('Black tea').waitFor()
    await alice.page.keyboard.press('ArrowDown')
    await alice.page.keyboard.press('Enter')
    await alice.message('A cup of black tea').getByRole('button', { name: '@WeatherManBot' }).waitFor()
    expect(await alice.composer.textContent()).toBe('')
  })

  it('have apps, which know who is there and talk to the page around them', async () => {
    await alice.press('Weather map')
    const app = alice.page.frameLocator('dialog iframe')
    await app.getByText('Hello Alice, signed').waitFor()
    await alice.press('Ask the sky')
    await alice.press('Rain it is')
    await app.getByText('Noted: yes').waitFor()
    await alice.picture('app.png')
    await alice.page.keyboard.press('Escape')
    await alice.page.locator('dialog').waitFor({ state: 'detached' })
    await alice.press('Weather')
    await app.getByText('Hello Alice, signed').waitFor()
    await alice.page.getByRole('dialog').getByRole('button', { name: words['common.close'] }).click()
    expect(alice.faults).toEqual([])
  })

  it('are opened by links that carry how to begin', async () => {
    await alice.say('https://t.me/WeatherManBot?start=berlin')
    await alice.page.getByRole('link', { name: 'start=berlin' }).first().click() // the robot repeats it
    await alice.press(words['bot.start'])
    await alice.message('Good morning berlin!').waitFor()
  })
})
