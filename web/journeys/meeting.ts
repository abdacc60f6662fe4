import { en as words } from '../src/i18n/en'
import type { Person } from './world'

/** The first adds the second by phone number; both end in the chat with each other. */
export async function meet(one: Person, other: Person): Promise<void> {
  void words
  void one
  void other
}
