import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { en as words } from '../src/i18n/en'
import type { Person, Server } from './world'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Nothing is asked of the network: the browser is given the page itself. */
const SITE = 'https://weather.example/'
/** A page as the maker of a bot would write it: it reads what it was told of the person, and talks to the client around it. */
const APP = `<!doctype html><meta charset="utf-8"><title>Weather</title><body><h1 id="who">?</h1><p id="heard"></p><script>
const init = new URLSearchParams(new URLSearchParams(location.hash.slice(1)).get('tgWebAppData'))
document.getElementById('who').textContent = 'Hello ' + (init.get('user') ? JSON.parse(init.get('user')).first_name : 'nobody') + (init.get('hash') ? ', signed' : '')
const say = (eventType, eventData = {}) => parent.postMessage(JSON.stringify({ eventType, eventData }), '*')
addEventListener('message', event => {
  const { eventType } = JSON.parse(event.data)
  if (eventType === 'main_button_pressed') say('web_app_open_popup', { title: 'Tomorrow', message: 'Rain?', buttons: [{ id: 'yes', type: 'default', text: 'Rain it is' }] })
  if (eventType === 'popup_closed') document.getElementById('heard').textContent = 'Noted: ' + JSON.parse(event.data).eventData.button_id
})
say('web_app_ready')
say('web_app_setup_main_button', { is_visible: true, is_active: true, text: 'Ask the sky' })
</script>`

const TOKEN = /\d+:[\w-]{35}/

/** A bot that somebody made with the BotFather, running. */
export class Robot {
  private constructor(private readonly child: ChildProcess) {}

  /** The owner makes it in the chat with @BotFather, as everybody does. */
  static async make(owner: Person, server: Server, name: string, username: string): Promise<Robot> {
    await owner.context.route(`${SITE}**`, route => route.fulfill({ contentType: 'text/html', body: APP }))
    const token = await ask(owner, name, username)
    const child = spawn(join(root, '.venv/bin/python'), [join(root, 'web/journeys/robot.py'), server.keyFile, String(server.port), SITE],
      { cwd: root, env: { ...process.env, PYTHONPATH: `${join(root, 'src')}:${root}` }, stdio: ['pipe', 'pipe', 'pipe'] })
    let faults = ''
    child.stderr.on('data', (text: Buffer) => { faults += text.toString(); process.stderr.write(text) })
    child.stdin.write(`${token}\n`)
    const ended = once(child, 'exit').then(() => { throw new Error(`the bot did not start: ${faults}`) })
    await Promise.race([once(child.stdout, 'data'), ended])
    ended.catch(() => undefined)
    return new Robot(child)
  }

  stop(): void {
    this.child.kill('SIGTERM')
  }
}

async function ask(owner: Person, name: string, username: string): Promise<string> {
  await owner.find('botfather')
  await owner.press(words['bot.start'])
  await owner.message('/newbot').waitFor()
  const last = (): Promise<number> =>
    owner.page.locator('.line:not(.out)').evaluateAll(lines => Math.max(0, ...lines.map(line => Number(line.getAttribute('data-id')))))
  for (const line of ['/newbot', name, username, '/setinline', `@${username}`, 'Find something to drink']) {
    const before = await last()
    await owner.say(line)
    await expect.poll(last, { timeout: 20_000 }).toBeGreaterThan(before)
  }
  const answer = owner.page.getByRole('log').getByText(TOKEN).first()
  await answer.waitFor()
  return TOKEN.exec((await answer.textContent()) ?? '')![0]
}
