import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en as words } from '../src/i18n/en'
import { makeGroup, meet } from './meeting'
import { witness } from './witness'
import { Person, Server } from './world'

/** Three plain frames, each for an eighth of a second. */
const GIF = 'R0lGODlhQAAwAIEAAMg8HgAAAAAAAAAAACH/C05FVFNDQVBFMi4wAwEAAAAh+QQADAAAACwAAAAAQAAwAAAIWgABCBxIsKDBgwgTKlzIsKHDhxAjSpxIsaLFixgzatzIsaPHjyBDihxJsqTJkyhTqlzJsqXLlzBjypxJs6bNmzhz6tzJs6fPn0CDCh1KtKjRo0iTKl3KtGnRgAAh+QQBDAABACwAAAAAQAAwAIEoUKAAAAAAAAAAAAAIWgABCBxIsKDBgwgTKlzIsKHDhxAjSpxIsaLFixgzatzIsaPHjyBDihxJsqTJkyhTqlzJsqXLlzBjypxJs6bNmzhz6tzJs6fPn0CDCh1KtKjRo0iTKl3KtGnRgAAh+QQBDAABACwAAAAAQAAwAIE8oFoAAAAAAAAAAAAIWgABCBxIsKDBgwgTKlzIsKHDhxAjSpxIsaLFixgzatzIsaPHjyBDihxJsqTJkyhTqlzJsqXLlzBjypxJs6bNmzhz6tzJs6fPn0CDCh1KtKjRo0iTKl3KtGnRgAA7'

describe('people keep lists', () => {
  let server: Server
  let ada: Person
  let bob: Person
  witness(() => [ada, bob], () => server)

  beforeAll(async () => {
    server = await Server.start()
    ;[ada, bob] = await Promise.all([Person.arrive('Ada Roth', '+4915550006301', server), Person.arrive('Bob Lind', '+4915550006302', server)])
    await Promise.all([ada.signUp(), bob.signUp()])
    await meet(ada, bob)
  })
  afterAll(async () => {
    await Promise.all([ada?.leave(), bob?.leave()])
    await server?.stop()
  })

  it('of things to do: made, ticked off and made longer', async () => {
    await ada.press(words['composer.attach'])
    await ada.choose(words['todo.list'])
    const dialog = ada.page.getByRole('dialog')
    await dialog.getByLabel(words['todo.title']).fill('Picnic')
    await dialog.getByLabel('Item 1').fill('Bread')
    await ada.page.keyboard.press('Enter')
    await ada.page.keyboard.type('Cherries')
    await ada.picture('todo-new.png')
    await dialog.getByRole('button', { name: words['todo.create'], exact: true }).click()
    await bob.message('Picnic').getByRole('checkbox', { name: 'Cherries' }).click()
    await ada.message('Picnic').getByRole('checkbox', { name: 'Cherries', checked: true }).waitFor()
    await ada.text('Bob Lind ticked off an item').first().waitFor()
    await bob.message('Picnic').getByRole('button', { name: words['todo.add'] }).click()
    await bob.page.getByRole('dialog').getByLabel('Item 1').fill('Blanket')
    await bob.page.getByRole('dialog').getByRole('button', { name: words['todo.add'], exact: true }).click()
    await ada.message('Picnic').getByRole('checkbox', { name: 'Blanket' }).waitFor()
    await ada.message('Picnic').getByText('1 of 3 done').waitFor()
    await ada.picture('todo.png')
  })

  it('of GIFs: kept from a message, sent again and let go', async () => {
    await ada.page.locator('[data-attach=file]').setInputFiles({ name: 'flags.gif', mimeType: 'image/gif', buffer: Buffer.from(GIF, 'base64') })
    await ada.page.getByRole('dialog').getByRole('button', { name: words['composer.send'], exact: true }).click()
    await bob.page.getByRole('article').last().getByText('GIF', { exact: true }).waitFor()
    await bob.page.getByRole('article').last().locator('.bubble').click({ button: 'right', position: { x: 20, y: 10 } })
    await bob.choose(words['gif.keep'])
    await bob.text(words['gif.kept']).waitFor()
    await bob.press(words['composer.emoji'])
    await bob.page.getByRole('radio', { name: words['gif.title'] }).click()
    await bob.page.getByRole('button', { name: words['gif.send'] }).waitFor()
    await bob.picture('gifs.png')
    await bob.press(words['gif.send'])
    await ada.page.getByRole('article').last().getByText('GIF', { exact: true }).waitFor()
    await ada.page.locator('.line:not(.out)').last().getByText('GIF', { exact: true }).waitFor()
    await bob.press(words['composer.emoji'])
    await bob.page.getByRole('radio', { name: words['gif.title'] }).click()
    await bob.page.getByRole('button', { name: words['gif.remove'] }).focus()
    await bob.page.keyboard.press('Enter')
    await bob.text(words['gif.none']).waitFor()
    await bob.page.keyboard.press('Escape')
  })

  it('of what was begun in each topic', async () => {
    await makeGroup(ada, 'Workshop', bob)
    await ada.page.locator('.chat header .who').click()
    await ada.press(words['info.editGroup'])
    await ada.page.getByRole('switch', { name: words['topic.forum'] }).click()
    await ada.page.getByRole('button', { name: words['topic.new'] }).waitFor()
    await ada.page.keyboard.press('Escape')
    await ada.page.getByRole('list', { name: words['topic.list'] }).getByRole('button').first().click()
    await ada.composer.fill('Who has the long ladder')
    await ada.page.keyboard.press('Escape')
    await ada.page.getByRole('list', { name: words['topic.list'] }).getByText('Who has the long ladder').waitFor()
    await ada.page.reload()
    const topic = ada.page.getByRole('list', { name: words['topic.list'] }).getByRole('button').filter({ hasText: 'Draft' })
    await topic.click()
    await expect.poll(() => ada.composer.textContent()).toBe('Who has the long ladder')
  })

  it('of what was done: by kind, by whom, by words', async () => {
    await ada.page.keyboard.press('Escape')
    await ada.page.locator('.chat header .who').click()
    await ada.press(words['log.name'])
    const panel = ada.page.getByRole('complementary', { name: words['profile.title'] })
    await panel.getByRole('listitem').first().waitFor()
    await ada.press(words['log.filter'])
    await panel.getByRole('button', { name: words['log.kind.bans'] }).click()
    await panel.getByText(words['log.nothing']).waitFor()
    await ada.picture('log-filter.png')
    await panel.getByRole('button', { name: words['log.kind.bans'] }).click()
    await panel.getByRole('listitem').first().waitFor()
    await panel.getByLabel(words['log.search']).fill('nothing like this')
    await panel.getByText(words['log.nothing']).waitFor()
    expect([...ada.faults, ...bob.faults]).toEqual([])
  })
})
