/** Reads contacts out of a vCard file, as phones export them (https://www.rfc-editor.org/rfc/rfc6350). Pure. */
export interface Card { readonly firstName: string; readonly lastName: string; readonly phone: string }

/** Long lines are folded: a line that begins with white space goes on the one before. */
const unfold = (text: string): string[] => text.replace(/\r\n?/g, '\n').replace(/\n[ \t]/g, '').split('\n')

const plain = (value: string): string => value.replace(/\\n/gi, ' ').replace(/\\([,;\\])/g, '$1').trim()

/** Old phones write names quoted-printable: =C3=A4 is ä. */
function decode(value: string, parameters: string): string {
  if (!/QUOTED-PRINTABLE/i.test(parameters)) return value
  const bytes = value.replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return new TextDecoder().decode(Uint8Array.from(bytes, char => char.charCodeAt(0)))
}

/** Every person with a phone number that begins with + or 00; the first such number counts. */
export function readCards(text: string): Card[] {
  const cards: Card[] = []
  let first = ''
  let last = ''
  let whole = ''
  let phone = ''
  for (const line of unfold(text)) {
    const [, name = '', parameters = '', raw = ''] = /^(?:\w+\.)?([A-Z-]+)((?:;[^:]*)?):(.*)$/i.exec(line) ?? []
    const value = decode(raw, parameters)
    if (/^BEGIN$/i.test(name)) first = last = whole = phone = ''
    else if (/^N$/i.test(name)) [last = '', first = ''] = value.split(/(?<!\\);/).map(plain)
    else if (/^FN$/i.test(name)) whole = plain(value)
    else if (/^TEL$/i.test(name) && !phone) {
      const digits = value.replace(/^tel:/i, '').replace(/[^\d+]/g, '').replace(/^00/, '+')
      if (/^\+\d{5,15}$/.test(digits)) phone = digits
    } else if (/^END$/i.test(name) && phone) {
      const [one = '', ...rest] = whole.split(' ')
      cards.push(first || last ? { firstName: first || last, lastName: first ? last : '', phone } : { firstName: one || phone, lastName: rest.join(' '), phone })
    }
  }
  return cards
}
