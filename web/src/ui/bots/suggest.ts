/** What the words before the caret ask for: a command, a person of this group, or something that a bot finds. Pure. */
export type Asked =
  | { readonly kind: 'command'; readonly query: string; readonly start: number }
  | { readonly kind: 'person'; readonly query: string; readonly start: number }
  | { readonly kind: 'inline'; readonly bot: string; readonly query: string }

/** @param before the text up to the caret. @param whole all of it */
export function askedIn(before: string, whole: string): Asked | undefined {
  const inline = /^@([a-z]\w{2,31}) ([\s\S]{0,256})$/i.exec(whole)
  if (inline) return { kind: 'inline', bot: inline[1]!, query: inline[2]! }
  const command = /^\/(\w{0,32})$/.exec(before)
  if (command) return { kind: 'command', query: command[1]!.toLowerCase(), start: 0 }
  const person = /(?:^|\s)@(\w{0,32})$/.exec(before)
  if (person) return { kind: 'person', query: person[1]!, start: before.length - person[1]!.length - 1 }
  return undefined
}
