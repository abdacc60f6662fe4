import { afterAll, beforeAll, describe, it } from 'vitest'
import { en as words } from '../src/i18n/en'
import { witness } from './witness'
import { Person, Server } from './world'

const phone = '+4915550007001'

describe('a frozen account', () => {
  let server: Server
  let ada: Person
  witness(() => [ada], () => server)

  beforeAll(async () => {
    server = await Server.start()
    ada = await Person.arrive('Ada Roth', phone, server)
    await ada.signUp()
    await ada.find('BotFather', '@BotFather')
  })
  afterAll(async () => {
    await ada?.leave()
    await server?.stop()
  })

  it('is told at once, and only reads', async () => {
    await server.command('user', 'freeze', phone, 'This is spam.')
    await ada.page.locator('.frozen').getByText(/only read/).waitFor()
    await ada.composer.waitFor({ state: 'detached' })
  })

  it('objects where it may write', async () => {
    await ada.press(words['chat.object'])
    await ada.page.locator('.chat header').getByText('Spam Info Bot').waitFor()
    await ada.press(words['bot.start'])
    await ada.message(/in your own words/).waitFor()
    await ada.say('It was my cat')
    await ada.message(/was passed on/).waitFor()
  })

  it('writes again when it is let go', async () => {
    await server.command('user', 'unfreeze', phone)
    await ada.find('BotFather', '@BotFather')
    await ada.page.locator('.frozen').waitFor({ state: 'detached' })
    await ada.page.getByRole('button', { name: words['bot.start'], exact: true }).waitFor()
  })
})
