import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from 'playwright-core'
import { Server } from './server'

const chrome = process.env.CHROMIUM ?? '/usr/bin/chromium'
const pictures = fileURLToPath(new URL('../../docs/images/', import.meta.url))

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
      args: ['--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required'],
    })
    const context = await browser.newContext({ viewport: desktop, locale: 'en-GB', colorScheme: 'light', reducedMotion: 'reduce', acceptDownloads: true, ...options })
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
    const field = this.page.getByLabel('Phone number')
    await field.fill(this.number)
    await this.page.getByRole('button', { name: 'Next' }).click()
    const code = this.page.getByLabel('Code')
    await code.waitFor()
    await code.fill(await this.server.code(this.number))
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
