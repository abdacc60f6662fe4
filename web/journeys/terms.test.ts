import { describe, it } from 'vitest'
import { en as words } from '../src/i18n/en'
import { company, strangers } from './company'
import { type Person, type Server } from './world'

const first = '[terms]\ntext = "Be **kind** to [others](https://example.org/)."\nmin_age = 16\n'
const second = '[terms]\ntext = "Be kind, and brief."\npopup = true\n'
const age = words['terms.age'].replace('{age}', '16')

describe('the terms of a server', () => {
  let server: Server, ada: Person, bob: Person
  company(['Ada Roth', 'Bob Lind'], (...come) => { [server, ada, bob] = come }, { ...strangers, settings: first })

  async function join(person: Person): Promise<void> {
    await person.giveCode()
    await person.page.getByLabel(words['profile.firstName']).fill(person.name)
    await person.press(words['terms.read'])
    await person.page.getByRole('dialog').getByText('Be kind to others.').waitFor()
    await person.press(words['common.close'])
    await person.press(words['signin.join'])
    await person.page.getByText(words['terms.ageNeeded'].replace('{age}', '16')).waitFor()
    await person.page.getByLabel(age).check()
    await person.press(words['signin.join'])
    await person.page.getByLabel(words['search.all']).waitFor()
  }

  it('are read before an account is made, and the age is confirmed', () => Promise.all([join(ada), join(bob)]))

  it('are asked for when they change, until they are accepted', async () => {
    await server.halt()
    await server.set(second)
    await server.run()
    await ada.page.getByRole('dialog').getByText('Be kind, and brief.').waitFor()
    await ada.press(words['terms.accept'])
    await ada.page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('cost the account of somebody who declines them', async () => {
    await bob.page.getByRole('dialog').getByText('Be kind, and brief.').waitFor()
    await bob.press(words['terms.decline'])
    await bob.press(words['common.cancel'])
    await bob.press(words['terms.decline'])
    await bob.press(words['settings.deleteAccount'])
    await bob.page.getByLabel(words['signin.phone'], { exact: true }).waitFor()
  })
})
