import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en as words } from '../src/i18n/en'
import { makeChannel, makeGroup, meet } from './meeting'
import { witness } from './witness'
import { desktop, Person, phone, Server } from './world'

describe('people talk in threads', () => {
  let server: Server
  let ada: Person
  let bob: Person
  witness(() => [ada, bob], () => server)

  beforeAll(async () => {
    server = await Server.start()
    ;[ada, bob] = await Promise.all([Person.arrive('Ada Roth', '+4915550007001', server), Person.arrive('Bob Lind', '+4915550007002', server)])
    await Promise.all([ada.signUp(), bob.signUp()])
    await meet(ada, bob)
  })
  afterAll(async () => {
    await Promise.all([ada?.leave(), bob?.leave()])
    await server?.stop()
  })

  it('discusses the posts of a channel', async () => {
    await makeGroup(ada, 'Readers')
    await ada.page.locator('.chat header').getByText('Readers').waitFor()
    await makeChannel(ada, 'Book of the week', 'book_of_the_week')
    await ada.page.locator('.chat header .who').click()
    const panel = ada.page.getByRole('complementary', { name: words['profile.title'] })
    await panel.getByRole('button', { name: words['info.editChannel'] }).click()
    await panel.getByRole('button', { name: words['discussion.title'] }).click()
    await panel.getByRole('button', { name: 'Readers' }).click()
    await panel.getByText(words['discussion.unlink']).waitFor()
    await ada.picture('discussion.png')
    for (let step = 0; step < 2; step++) await ada.page.keyboard.press('Escape')
    await ada.say('This week: **The Glass Bead Game**')
    await ada.message('Glass Bead').getByRole('button', { name: words['thread.comment'] }).waitFor()

    await bob.page.getByLabel(words['search.all']).fill('book_of_the_week')
    await bob.page.locator('.results').getByRole('button', { name: /Book of the week/ }).first().click()
    await bob.message('Glass Bead').getByRole('button', { name: words['thread.comment'] }).click()
    await bob.page.locator('.chat header').getByText('in Book of the week').waitFor()
    await bob.message('Glass Bead').waitFor()
    await bob.say('I never came past page **forty**')
    await bob.page.locator('.chat header').getByText('1 comment').waitFor()
    await bob.picture('comments.png')
    await bob.page.keyboard.press('Escape')
    await bob.message('Glass Bead').getByRole('button', { name: '1 comment' }).waitFor()

    await ada.openChat('Readers')
    await ada.message('page forty').waitFor()
    await ada.openChat('Book of the week')
    await ada.message('Glass Bead').getByRole('button', { name: '1 comment' }).click()
    await ada.menuOf('page forty')
    await ada.choose(words['message.reply'])
    await ada.say('It gets better after sixty')
    await ada.message('after sixty').getByText('page forty').waitFor()
    await ada.page.locator('.chat header').getByText('2 comments').waitFor()
    await ada.page.setViewportSize(phone)
    await ada.page.emulateMedia({ colorScheme: 'dark' })
    await ada.picture('comments-phone.png')
    await ada.page.emulateMedia({ colorScheme: 'light' })
    await ada.page.getByRole('button', { name: words['common.back'] }).click()
    await ada.message('Glass Bead').getByRole('button', { name: '2 comments' }).waitFor()
    await ada.picture('post-phone.png')
    await ada.page.setViewportSize(desktop)
  })

  it('complained of nothing', () => {
    expect([...ada.faults, ...bob.faults]).toEqual([])
  })
})
