import { afterAll, describe, expect, it } from 'vitest'
import { en as words } from '../src/i18n/en'
import { meet } from './meeting'
import { evening, faces, mountains, paint } from './pictures'
import { company, strangers } from './company'
import { witness } from './witness'
import { desktop, Person, phone, type Server } from './world'

/** The pictures of the README: what its readers see is what this run saw. */
describe('an afternoon on Angarium', () => {
  let server: Server, ada: Person, bob: Person
  company(['Ada Roth', 'Bob Lind'], (...come) => { [server, ada, bob] = come }, strangers)
  let clara: Person
  let deniz: Person
  witness(() => [clara, deniz], () => server)
  afterAll(async () => {
    await Promise.all([clara, deniz].map(person => person?.leave()))
  })

  /** Someone who writes to Ada. */
  async function visitor(name: string, number: string, face: string | undefined, ...lines: string[]): Promise<Person> {
    const person = await Person.arrive(name, number, server)
    await person.signUp(face ? await paint(person.browser, face, 640, 640) : undefined)
    await meet(person, ada)
    for (const line of lines) {
      await person.say(line)
      await person.message(line.slice(0, 12)).getByLabel(words['ticks.sent']).or(person.message(line.slice(0, 12)).getByLabel(words['ticks.read'])).waitFor()
    }
    if (face) await ada.row(name).locator('img').first().waitFor()
    return person
  }

  const leave = async (person: Promise<Person>): Promise<void> => (await person).leave()

  it('brings people together', async () => {
    await Promise.all([
      paint(ada.browser, faces.ada, 640, 640).then(photo => ada.signUp(photo)),
      paint(bob.browser, faces.bob, 640, 640).then(photo => bob.signUp(photo)),
    ])
    await leave(visitor('Emil Novak', '+4915550004005', undefined, 'The choir meets at seven on Thursday'))
    await leave(visitor('Inge Roth', '+4915550004006', undefined, 'Are you eating enough?'))
    deniz = await visitor('Deniz Kaya', '+4915550004004', faces.deniz, 'Tickets are booked 🎉')
    clara = await visitor('Clara Weiss', '+4915550004003', faces.clara, 'I read your draft. It is **very** good')
    await meet(bob, ada)
  }, 180_000)

  it('lets them talk', async () => {
    await ada.say('Hello! Is the oak for the shelves there?')
    await bob.say('It came this morning, and it smells **wonderful**')
    await bob.page.locator('input[data-attach=media]').setInputFiles({ name: 'pass.jpg', mimeType: 'image/jpeg', buffer: await paint(bob.browser, evening, 1600, 1000) })
    await bob.page.getByRole('dialog').getByRole('textbox').fill('The pass is open again. Look what I saw on the way')
    await bob.page.getByRole('dialog').getByRole('button', { name: words['composer.send'] }).click()
    await ada.page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.bubble img')].some(image => image.src.startsWith('blob:') && image.naturalWidth > 400))
    await ada.menuOf('The pass is open')
    await ada.page.getByRole('group', { name: words['message.react'] }).getByRole('button', { name: '❤' }).first().click()
    await bob.page.locator('input[data-attach=file]').setInputFiles({ name: 'shelf-plan.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(412_000, '%PDF-1.7 ') })
    await bob.page.getByRole('dialog').getByRole('button', { name: words['composer.send'] }).click()
    await ada.menuOf('shelf-plan.pdf')
    await ada.choose(words['message.reply'])
    await ada.say('Twelve centimetres deeper than we said, right?')
    await bob.press(words['composer.record'])
    await bob.page.getByRole('timer').getByText('0:04').waitFor()
    await bob.press(words['composer.send'])
    await ada.page.locator('.bubble').getByText(/0:0[45]/).waitFor()
    await clara.say('Two small things, see the margin')
    await clara.say('Tea on Sunday? 🫖')
    await ada.row('Clara Weiss').getByText('Tea on Sunday?').waitFor()
    await ada.say('Perfect. I am on my way 🚲')
    await ada.message('on my way').getByLabel(words['ticks.read']).waitFor()
  })

  it('makes a group of them', async () => {
    await ada.press(words['chats.new'])
    const dialog = ada.page.getByRole('dialog')
    await dialog.getByRole('button', { name: words['group.new'] }).click()
    for (const friend of [bob, clara, deniz]) {
      await dialog.getByRole('textbox').fill(friend.name)
      await dialog.getByRole('checkbox', { name: friend.name }).click()
    }
    await dialog.getByRole('button', { name: words['common.next'] }).click()
    await dialog.getByLabel(words['group.name']).fill('Over the pass')
    await dialog.getByRole('button', { name: words['group.create'] }).click()
    await dialog.waitFor({ state: 'detached' })
    await Promise.all([bob, clara, deniz].map(friend => friend.openChat('Over the pass')))
    await ada.say('Who walks with us on **Saturday**? We start at seven, at the old mill')
    await clara.message('old mill').waitFor()
    await clara.say('Me! I bring the map')
    await clara.say('and a second pair of gloves')
    await deniz.message('second pair').waitFor()
    const views = [evening, mountains(['#a9cbe0', '#e3e9dc', '#f4ecd8'], '#7c93a3', '#3f5560'), mountains(['#27304f', '#51507a', '#c98a86'], '#3b3f63', '#1d1e33')]
    const files = await Promise.all(views.map((view, at) => paint(deniz.browser, view, at ? 1000 : 1600, at ? 1200 : 1000).then(buffer => ({ name: `way-${at}.jpg`, mimeType: 'image/jpeg', buffer }))))
    await deniz.page.locator('input[data-attach=media]').setInputFiles(files)
    await deniz.page.getByRole('dialog').getByRole('textbox').fill('The way up, last year in May')
    await deniz.page.getByRole('dialog').getByRole('button', { name: words['composer.send'] }).click()
    await ada.page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.album img')].filter(image => image.src.startsWith('blob:') && image.naturalWidth > 400).length === 3)
    await bob.menuOf('second pair')
    await bob.choose(words['message.reply'])
    await bob.say('Then I take the tea 🫖')
    await ada.menuOf('The way up')
    await ada.page.getByRole('group', { name: words['message.react'] }).getByRole('button', { name: '❤' }).first().click()
    await ada.message('take the tea').waitFor()
    await ada.page.locator('.chat header .who').click()
    await ada.page.getByRole('group', { name: 'Clara Weiss' }).waitFor()
    await ada.page.getByRole('button', { name: words['chat.toBottom'] }).click({ timeout: 2_000 }).catch(() => undefined)
    await ada.page.getByRole('button', { name: words['chat.toBottom'] }).waitFor({ state: 'detached' })
    await ada.page.mouse.move(640, 799)
    await ada.picture('group.png')
    await ada.page.keyboard.press('Escape')
    await Promise.all([clara.leave(), deniz.leave()])
    await ada.openChat('Bob Lind')
    await bob.openChat('Ada Roth')
    await ada.page.getByText('on my way').last().waitFor()
  }, 120_000)

  it('by day, by night, and on a phone', async () => {
    await ada.page.locator('.chat header').getByText(words['presence.online']).waitFor()
    await ada.page.mouse.move(640, 799)
    await ada.picture('chat.png')
    await ada.page.emulateMedia({ colorScheme: 'dark' })
    await ada.picture('chat-dark.png')
    await ada.page.emulateMedia({ colorScheme: 'light' })
    await ada.page.setViewportSize(phone)
    await ada.picture('phone.png')
    await ada.page.getByRole('button', { name: words['common.back'] }).click()
    await ada.row('Clara Weiss').waitFor()
    await ada.page.setViewportSize(desktop)
    expect([...ada.faults, ...bob.faults]).toEqual([])
  })
})
