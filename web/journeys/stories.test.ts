import { describe, expect, it } from 'vitest'
import { en as words } from '../src/i18n/en'
import { company } from './company'
import { evening, paint } from './pictures'
import { type Person } from './world'

describe('people show stories', () => {
  let alice: Person, bob: Person
  company(['Alice Roth', 'Bob Lind'], (_, ...both) => { [alice, bob] = both })

  it('is posted, and stands above the chats of who knows its author', async () => {
    await bob.press(words['menu.title'])
    await bob.choose(words['story.new'])
    const dialog = bob.page.getByRole('dialog')
    await dialog.locator('input[data-story]').setInputFiles({ name: 'sea.jpg', mimeType: 'image/jpeg', buffer: await paint(bob.browser, evening, 720, 1280) })
    await dialog.getByRole('textbox').fill('The sea, **at last**')
    await dialog.getByRole('button', { name: words['story.post'], exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await bob.page.getByRole('button', { name: words['story.mine'], exact: true }).waitFor()
    await alice.page.getByRole('button', { name: 'New story of Bob Lind', exact: true }).waitFor()
    await alice.picture('stories.png')
  })

  it('is looked at and liked', async () => {
    await alice.page.getByRole('button', { name: 'New story of Bob Lind', exact: true }).click()
    const viewer = alice.page.getByRole('dialog', { name: 'Story of Bob Lind' })
    await viewer.locator('img.whole').waitFor()
    await viewer.getByText('at last').waitFor()
    await viewer.getByRole('button', { name: words['story.like'], exact: true }).click()
    await viewer.getByRole('button', { name: words['story.unlike'], exact: true }).waitFor()
    await viewer.getByLabel(words['story.answer']).fill('How lovely!')
    await alice.picture('story.png')
    await alice.page.keyboard.press('Enter')
    await bob.message('How lovely!').getByText(words['story.word']).waitFor()
    await alice.page.keyboard.press('Escape')
    await alice.page.getByRole('button', { name: 'Story of Bob Lind', exact: true }).waitFor()
  })

  it('stays on the profile, in an album', async () => {
    await bob.page.reload()
    await bob.press(words['menu.title'])
    await bob.choose(words['shelf.mine'])
    const dialog = bob.page.getByRole('dialog')
    await dialog.getByText(words['shelf.none']).waitFor()
    await dialog.getByRole('radio', { name: words['shelf.archive'] }).click()
    await dialog.getByRole('button', { name: /Open story/ }).waitFor()
    await dialog.getByRole('button', { name: words['shelf.choose'] }).click()
    await dialog.getByRole('button', { name: /Open story/ }).click()
    await dialog.getByRole('button', { name: words['shelf.keep'] }).click()
    await dialog.getByRole('button', { name: words['shelf.choose'] }).waitFor()
    await dialog.getByRole('radio', { name: words['shelf.profile'] }).click()
    await dialog.getByRole('button', { name: /Open story/ }).waitFor()
    await dialog.getByRole('button', { name: words['shelf.choose'] }).click()
    await dialog.getByRole('button', { name: /Open story/ }).click()
    await dialog.getByRole('button', { name: words['shelf.album'] }).click()
    await dialog.getByLabel(words['shelf.albumTitle']).fill('Summer')
    await dialog.getByRole('button', { name: words['common.save'] }).click()
    await dialog.getByRole('radio', { name: 'Summer' }).click()
    await dialog.getByRole('button', { name: /Open story/ }).waitFor()
    await bob.picture('my-stories.png')
    await bob.page.keyboard.press('Escape')

    await alice.page.getByRole('dialog').waitFor({ state: 'detached' })
    await alice.openChat('Bob Lind')
    await alice.page.locator('.chat header .who').click()
    const panel = alice.page.getByRole('complementary', { name: words['profile.title'] })
    await panel.getByRole('radio', { name: 'Summer' }).click()
    await panel.getByRole('button', { name: /Open story/ }).click()
    await alice.page.getByRole('dialog', { name: 'Story of Bob Lind' }).locator('img.whole').waitFor()
    await alice.page.keyboard.press('Escape')
    await alice.page.getByRole('dialog').waitFor({ state: 'detached' })
    await alice.picture('highlights.png')
  })

  it('tells its author who has seen it, and goes', async () => {
    await bob.page.reload()
    await bob.page.getByRole('button', { name: words['story.mine'], exact: true }).click()
    const viewer = bob.page.getByRole('dialog')
    await viewer.getByRole('button', { name: '1 view' }).click()
    await viewer.getByRole('listitem').filter({ hasText: 'Alice' }).getByText('❤').waitFor()
    await bob.picture('story-viewers.png')
    await viewer.getByRole('region', { name: words['story.viewers'] }).getByRole('button', { name: words['common.close'] }).click()
    await viewer.getByRole('button', { name: words['story.delete'], exact: true }).click()
    await bob.page.getByRole('dialog').getByRole('button', { name: words['common.delete'], exact: true }).click()
    await alice.page.getByRole('button', { name: 'Story of Bob Lind', exact: true }).waitFor({ state: 'detached' })
  })

  it('leaves nobody with a complaint', () => {
    expect([...alice.faults, ...bob.faults]).toEqual([])
  })
})
