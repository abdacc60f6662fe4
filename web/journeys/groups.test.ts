import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en as words } from '../src/i18n/en'
import { meet } from './meeting'
import { witness } from './witness'
import { evening, faces, paint } from './pictures'
import { Person, Server } from './world'

describe('people come together', () => {
  let server: Server
  let alice: Person
  let bob: Person
  witness(() => [alice, bob], () => server)

  beforeAll(async () => {
    server = await Server.start()
    ;[alice, bob] = await Promise.all([Person.arrive('Alice Roth', '+4915550006001', server), Person.arrive('Bob Lind', '+4915550006002', server)])
    await Promise.all([alice.signUp(), bob.signUp()])
    await meet(alice, bob)
  })
  afterAll(async () => {
    await Promise.all([alice?.leave(), bob?.leave()])
    await server?.stop()
  })

  it('makes a group with a picture', async () => {
    await alice.press(words['chats.new'])
    const dialog = alice.page.getByRole('dialog')
    await dialog.getByRole('button', { name: words['group.new'] }).click()
    await dialog.getByRole('checkbox', { name: 'Bob Lind' }).click()
    await dialog.getByText('1 person chosen').waitFor()
    await dialog.getByRole('button', { name: words['common.next'] }).click()
    await dialog.getByLabel(words['group.photo']).last().setInputFiles({ name: 'group.jpg', mimeType: 'image/jpeg', buffer: await paint(alice.browser, faces.clara, 640, 640) })
    await alice.press(words['crop.use'])
    await dialog.getByLabel(words['group.name']).fill('Evening choir')
    await dialog.getByRole('button', { name: words['group.create'] }).click()
    await dialog.waitFor({ state: 'detached' })
    await alice.page.getByText('You created “Evening choir”').last().waitFor()
    await bob.row('Evening choir').waitFor()
    await bob.openChat('Evening choir')
    await bob.page.locator('.chat header').getByText('2 members').waitFor()
  })

  it('writes in it, with names, replies, reactions, edits and ticks', async () => {
    await alice.say('Thursday at **seven**, as always?')
    await bob.message('Thursday').getByText('Alice Roth').waitFor()
    await bob.composer.pressSequentially('I')
    await alice.page.locator('.chat header').getByText('Bob is typing').waitFor()
    await bob.say('I am there')
    await alice.message('I am there').getByText('Bob Lind').waitFor()
    await alice.message('Thursday').getByLabel(words['ticks.read']).waitFor()
    await bob.menuOf('Thursday')
    await bob.choose(words['message.reply'])
    await bob.say('and I bring the tea')
    await alice.message('bring the tea').getByText('Thursday at').waitFor()
    await alice.menuOf('bring the tea')
    await alice.page.getByRole('group', { name: words['message.react'] }).getByRole('button', { name: '❤' }).first().click()
    await bob.message('bring the tea').getByRole('button', { name: /❤/ }).waitFor()
    await bob.menuOf('I am there')
    await bob.choose(words['message.edit'])
    await bob.composer.fill('I am there at half past six')
    await bob.page.keyboard.press('Enter')
    await alice.message('half past six').getByText(words['message.edited']).waitFor()
    await bob.menuOf('half past six')
    await bob.choose(words['message.delete'])
    await bob.page.getByRole('dialog').getByRole('button').last().click()
    await alice.message('half past six').waitFor({ state: 'detached' })
  })

  it('sends an album as one mosaic', async () => {
    const pictures = await Promise.all([faces.ada, evening, faces.deniz].map(drawing => paint(alice.browser, drawing, 900, 700)))
    await alice.page.locator('input[data-attach=media]').setInputFiles(pictures.map((buffer, at) => ({ name: `p${at}.jpg`, mimeType: 'image/jpeg', buffer })))
    await alice.page.getByRole('dialog').getByRole('textbox').fill('From last summer')
    await alice.page.getByRole('dialog').getByRole('button', { name: words['composer.send'] }).click()
    await expect.poll(() => bob.message('From last summer').locator('.album .tile').count(), { timeout: 30_000 }).toBe(3)
  })

  it('shows who is in it, and lets the owner lead', async () => {
    await alice.page.locator('.chat header .who').click()
    const panel = alice.page.getByRole('complementary', { name: words['profile.title'] })
    await panel.getByText(words['role.creator']).waitFor()
    await panel.getByRole('group', { name: 'Bob Lind' }).getByRole('button', { name: 'What to do with Bob Lind' }).click()
    await alice.choose(words['member.promote'])
    await panel.getByRole('group', { name: 'Bob Lind' }).getByText(words['role.admin']).waitFor()
    await panel.getByRole('button', { name: words['info.editGroup'] }).click()
    await panel.getByLabel(words['group.name']).fill('Thursday choir')
    await panel.getByRole('button', { name: words['common.save'] }).click()
    await bob.page.getByText('Alice Roth renamed the group to “Thursday choir”').last().waitFor()
    await bob.row('Thursday choir').waitFor()
    await alice.page.keyboard.press('Escape')
  })

  it('makes a channel with a name, which the other finds, reads and joins', async () => {
    await alice.press(words['chats.new'])
    const dialog = alice.page.getByRole('dialog')
    await dialog.getByRole('button', { name: words['channel.new'] }).click()
    await dialog.getByLabel(words['channel.name']).fill('Song of the day')
    await dialog.getByLabel(words['channel.about']).fill('One song, every morning')
    await dialog.getByRole('button', { name: words['common.next'] }).click()
    await dialog.getByRole('radio', { name: words['channel.public'] }).click()
    await dialog.getByLabel(words['profile.username']).fill('song_of_the_day')
    await dialog.getByText('@song_of_the_day is free').waitFor()
    await dialog.getByRole('button', { name: words['channel.create'] }).click()
    await dialog.waitFor({ state: 'detached' })
    await alice.page.getByText(words['service.channelCreated']).last().waitFor()
    await alice.say('Today: *Die Gedanken sind frei*')
    await alice.message('Gedanken').getByLabel(/Seen by/).waitFor()

    await bob.page.getByLabel(words['search.all']).fill('song_of_the_day')
    await bob.page.locator('.results').getByRole('button', { name: /Song of the day/ }).first().click()
    await bob.message('Gedanken').waitFor()
    await bob.press(words['chat.join'])
    await bob.page.getByRole('button', { name: words['chats.mute'], exact: true }).waitFor()
    await bob.row('Song of the day').waitFor()
    await alice.say('And tomorrow another one')
    await bob.message('tomorrow another').waitFor()
    await alice.message('Gedanken').getByLabel('Seen by 2').waitFor({ timeout: 30_000 })
  })

  it('invites by a link', async () => {
    await alice.press(words['chats.new'])
    const dialog = alice.page.getByRole('dialog')
    await dialog.getByRole('button', { name: words['group.new'] }).click()
    await dialog.getByRole('button', { name: words['common.next'] }).click()
    await dialog.getByLabel(words['group.name']).fill('Secret guests')
    await dialog.getByRole('button', { name: words['group.create'] }).click()
    await dialog.waitFor({ state: 'detached' })
    await alice.page.locator('.chat header').getByText('Secret guests').waitFor()
    await alice.page.locator('.chat header .who').click()
    await alice.page.getByRole('button', { name: words['info.invites'] }).click()
    await alice.page.getByRole('button', { name: words['invite.new'] }).click()
    await dialog.getByRole('button', { name: words['invite.create'] }).click()
    await alice.page.getByText(words['info.linkCopied']).waitFor()
    const key = /[\w-]+$/.exec(await alice.page.evaluate(() => navigator.clipboard.readText()))?.[0]
    await bob.page.evaluate(hash => { location.hash = `#/join/${hash}` }, key)
    await bob.page.getByRole('dialog').getByText('Secret guests').waitFor()
    await bob.page.getByRole('dialog').getByRole('button', { name: words['invite.accept'] }).click()
    await bob.row('Secret guests').waitFor()
    await alice.page.getByText('Bob Lind joined by an invite link').last().waitFor()
    await alice.page.keyboard.press('Escape')
    await alice.page.keyboard.press('Escape')
  })

  it('leaves again', async () => {
    await bob.row('Song of the day').click({ button: 'right' })
    await bob.choose(words['leave.channel'])
    await bob.page.getByRole('dialog').getByRole('button', { name: words['leave.channel'] }).click()
    await bob.row('Song of the day').waitFor({ state: 'detached' })
    await bob.row('Thursday choir').click({ button: 'right' })
    await bob.choose(words['leave.group'])
    await bob.page.getByRole('dialog').getByRole('button', { name: words['leave.group'] }).click()
    await bob.row('Thursday choir').waitFor({ state: 'detached' })
    await alice.openChat('Thursday choir')
    await alice.page.getByText('Bob Lind left the group').last().waitFor()
    await alice.page.locator('.chat header').getByText('1 member').waitFor()
  })

  it('complained of nothing', () => {
    expect([...alice.faults, ...bob.faults]).toEqual([])
  })
})
