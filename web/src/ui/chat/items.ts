/** What stands in the chat, line by line: albums joined, days and the unread line marked, senders grouped. Pure. */
import { sameDay } from '../../i18n/format'
import type { Message } from '../../state/model'
import { isMine } from '../../state/select'

export interface Item {
  readonly key: string
  /** More than one: an album. The last one carries the marks (time, ticks). */
  readonly messages: readonly Message[]
  /** A day begins with this line. */
  readonly day: boolean
  /** The first line that has not been read. */
  readonly unread: boolean
  /** First and last of a run by one sender: name above, picture and tail below. */
  readonly first: boolean
  readonly last: boolean
}

/** Messages of one sender further apart than this start a new run. */
const RUN_SECONDS = 600

const joins = (a: Message, b: Message): boolean =>
  !a.service && !b.service && a.sender === b.sender && isMine(a) === isMine(b) && !a.post && Math.abs(b.date - a.date) < RUN_SECONDS && sameDay(a.date, b.date)

function albums(messages: readonly Message[]): Message[][] {
  const groups: Message[][] = []
  for (const message of messages) {
    const last = groups.at(-1)
    const before = last?.at(-1)
    if (last && message.album !== undefined && before?.album === message.album && before.sender === message.sender) last.push(message)
    else groups.push([message])
  }
  return groups
}

/** @param unreadKey key of the first unread message when the chat was opened */
export function itemsOf(messages: readonly Message[], unreadKey: string | undefined): readonly Item[] {
  const groups = albums(messages)
  return groups.map((group, at) => {
    const head = group[0]!
    const before = groups[at - 1]?.at(-1)
    const after = groups[at + 1]?.[0]
    const day = !before || !sameDay(before.date, head.date)
    const unread = group.some(message => message.key === unreadKey)
    const nextUnread = groups[at + 1]?.some(message => message.key === unreadKey) ?? false
    return {
      key: head.key, messages: group, day, unread,
      first: day || unread || !before || !joins(before, head),
      last: nextUnread || !after || !joins(group.at(-1)!, after),
    }
  })
}
