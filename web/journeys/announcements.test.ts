import { beforeAll, describe, expect, it } from 'vitest'
import { en as words } from '../src/i18n/en'
import { company } from './company'
import { type Person, type Server } from './world'

describe('an announcement', () => {
  let server: Server, ada: Person
  company(['Ada Roth'], (...come) => { [server, ada] = come })
  beforeAll(async () => {
    await ada.press(words['chats.new'])
    const dialog = ada.page.getByRole('dialog')
    await dialog.getByRole('button', { name: words['channel.new'] }).click()
    await dialog.getByLabel(words['channel.name']).fill('The fair')
    await dialog.getByRole('button', { name: words['common.next'] }).click()
    await dialog.getByRole('radio', { name: words['channel.public'] }).click()
    await dialog.getByLabel(words['profile.username']).fill('the_fair_ground')
    await dialog.getByText('@the_fair_ground is free').waitFor()
    await dialog.getByRole('button', { name: words['channel.create'] }).click()
    await ada.page.getByText(words['service.channelCreated']).last().waitFor()
  })

  const bar = () => ada.page.getByRole('complementary', { name: words['announcement.label'] })

  it('is shown in a channel, counted, and reported', async () => {
    await server.command('announce', 'add', 'Town fair', 'On **Sunday**, all day.', '--url', 'https://example.org/fair', '--button', 'Go there')
    await ada.page.reload()
    await bar().getByText('Town fair').waitFor()
    expect(await bar().getByRole('link', { name: 'Go there' }).getAttribute('href')).toBe('https://example.org/fair')
    await bar().getByRole('button', { name: words['announcement.report'] }).click()
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Spam' }).click()
    await ada.page.getByText(words['announcement.reported']).waitFor()
    await bar().waitFor({ state: 'detached' })
    expect(await server.command('announce', 'list')).toMatch(/Town fair .* 1 +0 +1/)
    expect(await server.command('reports')).toContain('announcement 1 in chat')
  })

  it('stands above the chats until it is hidden', async () => {
    await server.command('announce', 'hint', 'move', 'We **move**', 'From June on.', 'https://example.org/move')
    await server.command('announce', 'promote', '@the_fair_ground', 'The water is off on Monday.')
    await ada.page.reload()
    const hint = ada.page.getByLabel(words['announcement.hint'], { exact: true })
    await hint.getByText('We move').waitFor()
    await hint.getByRole('button', { name: words['common.close'] }).click()
    await hint.waitFor({ state: 'detached' })
    const chat = ada.page.getByRole('note', { name: words['announcement.label'] })
    await chat.getByText('The water is off on Monday.').waitFor()
    await chat.getByText('The fair').waitFor()
    await chat.getByRole('button', { name: words['common.close'] }).click()
    await chat.waitFor({ state: 'detached' })
  })

  it('is shown to nobody who wants none', async () => {
    await ada.page.reload()
    await bar().getByRole('button', { name: words['announcement.report'] }).click()
    await ada.page.getByRole('dialog').getByRole('button', { name: 'I want to see no announcements' }).click()
    await ada.page.getByText(words['announcement.hidden']).waitFor()
    await bar().waitFor({ state: 'detached' })
    await ada.press(words['menu.title'])
    await ada.choose(words['settings.title'])
    await ada.page.locator('aside').getByRole('button', { name: words['settings.privacy'] }).click()
    const wanted = ada.page.getByRole('switch', { name: words['announcement.show'] })
    await wanted.and(ada.page.locator('[aria-checked=false]')).click()
    await wanted.and(ada.page.locator('[aria-checked=true]')).waitFor()
  })
})
