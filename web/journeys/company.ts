import { afterAll, beforeAll } from 'vitest'
import { meet } from './meeting'
import { witness } from './witness'
import { Person, Server } from './world'

type People<Names extends readonly string[]> = { -readonly [At in keyof Names]: Person }

/** Everyone has an account, and the first two have met. */
async function acquaint(...people: readonly Person[]): Promise<void> {
  await Promise.all(people.map(person => person.signUp()))
  const [one, other] = people
  if (one && other) await meet(one, other)
}

/** For the journeys of one file: a server, and people at browsers of their own, who leave at the end. `take` is given them when they
 *  have come, and `prepare` has them do what comes before everything else. */
export function company<const Names extends readonly string[]>(
  names: Names, take: (server: Server, ...people: People<Names>) => void,
  { prepare = acquaint, settings = '' }: { prepare?: (...people: readonly Person[]) => Promise<void>, settings?: string } = {},
): void {
  let server: Server | undefined
  let people: Person[] = []
  witness(() => people, () => server)

  beforeAll(async () => {
    const house = server = await Server.start(settings)
    people = await Promise.all(names.map((name, at) => Person.arrive(name, `+49155500010${String(at + 1).padStart(2, '0')}`, house)))
    take(house, ...people as People<Names>)
    await prepare(...people)
  })
  afterAll(async () => {
    await Promise.all(people.map(person => person.leave()))
    await server?.stop()
  })
}

/** They have only just opened the page. */
export const strangers = { prepare: async (): Promise<void> => undefined }
