import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from 'playwright-core'
import { en as words } from '../src/i18n/en'
import { Server } from './server'
import { spokenFile } from './speech'

const chrome = process.env.CHROMIUM ?? '/usr/bin/chromium'
/** `npm run pictures` renews those of the README; any other run leaves the work tree as it was. */
const pictures = fileURLToPath(new URL(process.env.ANGARIUM_PICTURES ? '../../docs/images/' : '../test-results/', import.meta.url))

export const desktop = { width: 1280, height: 800 }
export const phone = { width: 390, height: 844 }

/** Someone at a browser of their own. */
export class Person {
  readonly faults: string[] = []
  page!: Page

  private constructor(readonly name: string, readonly number: string, readonly server: Server, readonly browser: Browser, readonly context: BrowserContext) {}

  static async arrive(name: string, number: string, server: Server, options: BrowserContextOptions = {}): Promise<Person> {
    const browser = await chromium.launch({
      executablePath: chrome,
      args: [
        '--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required',
        `--use-file-for-fake-audio-capture=${await spokenFile()}`,
      ],
    })
    const context = await browser.newContext({ viewport: desktop, locale: 'en-GB', permissions: ['microphone', 'clipboard-read', 'clipboard-write'], colorScheme: 'light', reducedMotion: 'reduce', acceptDownloads: true, ...options })
    const person = new Person(name, number, server, browser, context)
    await person.open()
    return person
  }

  /** Opens the page, in a new tab. What the page complains of is a fault, and so is what the content policy forbids. */
  async open(): Promise<Page> {
    this.page = await this.context.newPage()
    this.page.setDefaultTimeout(20_000)
    this.page.on('pageerror', error => this.faults.push(String(error)))
    this.page.on('console', message => {
      if (message.type() === 'error' && !/ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(message.text())) this.faults.push(message.text())
    })
    await this.page.goto(this.server.url)
    return this.page
  }

  /** Phone number and code; ends where the server asks for a name, a password, or nothing more. */
  async giveCode(): Promise<void> {
    await this.page.getByLabel(words['signin.phone'], { exact: true }).fill(this.number)
    await this.press(words['signin.next'])
    const code = this.page.getByLabel(words['signin.code'], { exact: true })
    await code.waitFor()
    await code.fill(await this.server.code(this.number))
  }

  /** Makes an account; ends in the list of chats. */
  async signUp(photo?: Buffer): Promise<void> {
    await this.giveCode()
    if (photo) {
      await this.page.getByLabel(words['signin.addPhoto']).last().setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: photo })
      await this.press(words['crop.use'])
      // A window that closes gives the focus back, and with it what is typed meanwhile.
      await this.page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    const [first = '', last = ''] = this.name.split(' ')
    await this.page.getByLabel(words['profile.firstName']).fill(first)
    await this.page.getByLabel(words['profile.lastName']).fill(last)
    await this.press(words['signin.join'])
    await this.page.getByLabel(words['search.all']).waitFor()
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click()
  }

  async choose(name: string): Promise<void> {
    await this.page.getByRole('menuitem', { name, exact: true }).or(this.page.getByRole('menuitemradio', { name, exact: true })).click()
  }

  /** Opens a chat from the list by the name it bears. */
  async openChat(name: string): Promise<void> {
    await this.row(name).click()
    await this.page.getByRole('log').waitFor()
  }

  /** Finds somebody by a public name and opens the chat. */
  async find(name: string, shown = `@${name}`): Promise<void> {
    const field = this.page.getByLabel(words['search.all'])
    await field.fill(name)
    // Of the people and chats found: what was written about them stands on the same screen.
    await this.page.locator('.results button.peer').filter({ hasText: shown }).first().click()
    await this.page.locator('.chat header').waitFor()
  }

  row(name: string): Locator {
    return this.page.locator('button.chat').filter({ hasText: name })
  }

  get composer(): Locator {
    return this.page.locator('.composer [role=textbox]')
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.page.keyboard.press('Enter')
  }

  /** A message on the screen, by a piece of its text. */
  message(text: string | RegExp): Locator {
    return this.page.getByRole('article').filter({ hasText: text }).last()
  }

  /** The menu of a message, as a right click opens it. */
  async menuOf(text: string | RegExp): Promise<void> {
    await this.message(text).locator('.bubble').click({ button: 'right', position: { x: 14, y: 14 } })
    await this.page.getByRole('menu').waitFor()
  }

  async leave(): Promise<void> {
    await this.browser.close()
  }

  text(text: string | RegExp): Locator {
    return this.page.getByText(text, typeof text === 'string' ? { exact: true } : {})
  }

  /** For the README: what a reader of it sees is what this run saw. */
  async picture(name: string): Promise<void> {
    await mkdir(pictures, { recursive: true })
    await this.page.evaluate(() => document.fonts.ready)
    await this.page.screenshot({ path: join(pictures, name), animations: 'disabled', caret: 'hide' })
  }
}

export { Server }
