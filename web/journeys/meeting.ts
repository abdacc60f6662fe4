import { en as words } from '../src/i18n/en'
import type { Person } from './world'

/** The first adds the second by phone number, opens the chat and says hello; the second opens it too. */
export async function meet(one: Person, other: Person): Promise<void> {
  await one.press(words['chats.new'])
  const dialog = one.page.getByRole('dialog')
  await dialog.getByRole('button', { name: words['people.add'] }).click()
  const [first = '', last = ''] = other.name.split(' ')
  await dialog.getByLabel(words['profile.firstName']).fill(first)
  await dialog.getByLabel(words['profile.lastName']).fill(last)
  await dialog.getByLabel(words['signin.phone']).fill(other.number)
  await dialog.getByRole('button', { name: words['common.save'] }).click()
  await dialog.waitFor({ state: 'detached' })
  await one.composer.waitFor()
  await one.say(`Hello ${first}!`)
  await other.openChat(one.name)
  await other.message(`Hello ${first}!`).waitFor()
}

/** A group of the first alone, or with the others; ends in it. */
export async function makeGroup(one: Person, title: string, ...others: readonly Person[]): Promise<void> {
  await one.press(words['chats.new'])
  const dialog = one.page.getByRole('dialog')
  await dialog.getByRole('button', { name: words['group.new'] }).click()
  for (const other of others) await dialog.getByRole('checkbox', { name: other.name }).click()
  await dialog.getByRole('button', { name: words['common.next'] }).click()
  await dialog.getByLabel(words['group.name']).fill(title)
  await dialog.getByRole('button', { name: words['group.create'] }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** A public channel; ends in it. */
export async function makeChannel(one: Person, title: string, name: string): Promise<void> {
  await one.press(words['chats.new'])
  const dialog = one.page.getByRole('dialog')
  await dialog.getByRole('button', { name: words['channel.new'] }).click()
  await dialog.getByLabel(words['channel.name']).fill(title)
  await dialog.getByRole('button', { name: words['common.next'] }).click()
  await dialog.getByRole('radio', { name: words['channel.public'] }).click()
  await dialog.getByLabel(words['profile.username']).fill(name)
  await dialog.getByText(`@${name} is free`).waitFor()
  await dialog.getByRole('button', { name: words['channel.create'] }).click()
  await dialog.waitFor({ state: 'detached' })
}
