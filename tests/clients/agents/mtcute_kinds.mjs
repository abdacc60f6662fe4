// What mtcute sends besides text, how it names what it is sent, and any method of its layer.
import { BotKeyboard, Long } from '@mtcute/node'
import { toInputChannel, toInputUser } from '@mtcute/node/utils.js'

const NAMES = { voice: 'voice.ogg', round: 'round.mp4', video: 'film.mp4', music: 'song.mp3', file: 'notes.bin', gif: 'a.gif' }
const camel = name => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())
const snake = name => name.replace(/[A-Z]/g, letter => '_' + letter.toLowerCase())
const around = number => Math.round(number * 100) / 100

// The library's objects as all agents tell them.
export function plain(value) {
  if (value === null || value === undefined) return null
  if (Long.isLong(value)) return Number.isSafeInteger(Number(value.toString())) ? Number(value.toString()) : value.toString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key === '_' ? key : snake(key), plain(one)]))
  return value
}

async function made(client, value) {
  if (Array.isArray(value)) return Promise.all(value.map(one => made(client, one)))
  if (value === null || typeof value !== 'object') return value
  if ('bytes' in value) return Buffer.from(value.bytes, 'hex')
  if ('long' in value) return Long.fromString(String(value.long))
  if ('peer' in value && !('_' in value)) return client.resolvePeer(value.peer)
  if ('user' in value && !('_' in value)) return toInputUser(await client.resolvePeer(value.user))
  if ('channel' in value && !('_' in value)) return toInputChannel(await client.resolvePeer(value.channel))
  const fields = {}
  for (const [key, one] of Object.entries(value)) fields[key === '_' ? key : camel(key)] = await made(client, one)
  return fields
}

const media = (kind, body) => {
  const file = body ? Buffer.from(body, 'hex') : null
  const named = { file, fileName: NAMES[kind] }
  return {
    place: { type: 'geo', latitude: 52.5, longitude: 13.4 },
    live: { type: 'geo_live', latitude: 52.5, longitude: 13.4, period: 900 },
    venue: { type: 'venue', latitude: 52.5, longitude: 13.4, title: 'Zoo', address: 'Road 1' },
    contact: { type: 'contact', phone: '+4915512345678', firstName: 'Carl' },
    dice: { type: 'dice', emoji: '🎯' },
    quiz: { type: 'quiz', question: 'Which?', answers: ['Red', 'Blue'], correct: 1 },
    voice: { type: 'voice', fileMime: 'audio/ogg', duration: 1, ...named },
    round: { type: 'video', isRound: true, width: 240, height: 240, duration: 2, ...named },
    video: { type: 'video', width: 320, height: 240, duration: 2, fileMime: 'video/mp4', ...named },
    gif: { type: 'video', isAnimated: true, fileMime: 'image/gif', ...named },
    music: { type: 'audio', title: 'Song', performer: 'Band', duration: 1, fileMime: 'audio/mpeg', ...named },
    file: { type: 'document', ...named },
  }[kind]
}

function describe({ media }) {
  const size = { size: Number(media.fileSize ?? 0) }
  switch (media.type) {
    case 'location': return { kind: 'place', lat: around(media.latitude) }
    case 'live_location': return { kind: 'live', lat: around(media.latitude ?? media.location?.latitude) }
    case 'venue': return { kind: 'venue', title: media.title, address: media.address }
    case 'contact': return { kind: 'contact', name: media.firstName, phone: media.phoneNumber.replace('+', '') }
    case 'dice': return { kind: 'dice', emoji: media.emoji, value: media.value }
    case 'poll': return { kind: 'poll', question: media.question, quiz: media.isQuiz }
    case 'voice': return { kind: 'voice', ...size }
    case 'audio': return { kind: 'music', title: media.title, performer: media.performer, ...size }
    case 'video':
      if (media.isRound) return { kind: 'round', ...size }
      return media.isAnimation ? { kind: 'gif', width: media.width } : { kind: 'video', width: media.width, ...size }
    case 'document': return { kind: 'file', name: media.fileName, ...size }
    default: return { kind: media.type }
  }
}

const BUTTONS = {
  Callback: 'callback', Url: 'url', SwitchInline: 'switch', WebView: 'web', RequestPhone: 'contact', RequestGeoLocation: 'place',
}
const readButton = ({ text, _, type }) => {
  const name = type?._ ?? _
  return [text, BUTTONS[Object.keys(BUTTONS).find(part => name.includes(part))] ?? 'text']
}

// As a bot: a keyboard below a message, and one in place of the letters.
async function keyboards(client, to) {
  const { callback, url, switchInline, text, requestContact, requestGeo } = BotKeyboard
  const below = [[callback('Tap', 'tap'), url('Look', 'https://example.org/')], [switchInline('Share', 'cats')]]
  await client.sendText(to, 'Below', { replyMarkup: BotKeyboard.inline(below) })
  const keys = [[text('Yes')], [requestContact('Number'), requestGeo('Where')]]
  await client.sendText(to, 'Instead', { replyMarkup: BotKeyboard.reply(keys) })
  return true
}

export const kinds = client => ({
  upload: async ({ name, hex }) =>
    plain((await client().uploadFile({ file: Buffer.from(hex, 'hex'), fileName: name })).inputFile),
  give_away: async ({ peer, user, password }) => {
    const known = await client().call({ _: 'account.getPassword' })
    const named = { peer: await client().resolvePeer(peer), userId: toInputUser(await client().resolvePeer(user)) }
    const check = await client().computeSrpParams(known, password)
    await client().call({ _: 'messages.editChatCreator', ...named, password: check })
    return true
  },
  keyboards: ({ to }) => keyboards(client(), to),
  buttons: async ({ peer, id }) =>
    (await client().getMessages(peer, [id]))[0].raw.replyMarkup.rows.flatMap(row => row.buttons.map(readButton)),
  post: async ({ to, kind, body }) => (await client().sendMedia(to, media(kind, body))).id,
  describe: async ({ peer, id }) => describe((await client().getMessages(peer, [id]))[0]),
  invoke: async ({ method, ...given }) => plain(await client().call(await made(client(), { _: method, ...given }))),
})
