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
