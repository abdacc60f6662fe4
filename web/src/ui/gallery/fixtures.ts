/** A small world to draw: people, chats and messages of every kind. */
import type { Chat, Dialog, Entity, EntityKind, FileRef, FileState, Media, Message, PeerId, Presence, User } from '../../state/model'
import { makeChat } from '../../state/make'
import { defaultSettings, emptyState, noHistory, type State } from '../../state/state'
import { face, landscape, star } from './pictures'

export const NOW = Math.floor(Date.now() / 1000)
const MINUTE = 60
const HOUR = 3600
const DAY = 86400

export const files: Record<string, FileState> = {}

function fileOf(key: string, url: string): FileRef {
  files[key] = { status: 'ready', url }
  return { key, location: null }
}

function user(id: PeerId, firstName: string, lastName: string, presence: Presence, more: Partial<User> = {}, portrait = false): User {
  const picture = portrait ? face(id) : undefined
  const photo = picture && { small: fileOf(`face${id}`, picture.url), big: fileOf(`face${id}b`, picture.url) }
  return {
    id, firstName, lastName, presence, self: false, contact: true, mutual: true, bot: false, deleted: false, verified: false, service: false, phone: `4915123456${id}`,
    ...(photo && { photo }), ...more,
  }
}

const online: Presence = { kind: 'online', until: NOW + 300 }
export const users: Record<number, User> = Object.fromEntries([
  user(1, 'Mira', 'Vogel', online, { self: true, username: 'mira', phone: '4915112345678' }, true),
  user(2, 'Ada', 'Lovelace', online, { username: 'ada' }, true),
  user(3, 'Jonas', 'Weber', { kind: 'offline', seen: NOW - 12 * MINUTE }, { username: 'jonas_w' }),
  user(4, 'Grandma', '', { kind: 'offline', seen: NOW - 20 * HOUR }, {}, true),
  user(5, 'Łukasz', 'Żak', { kind: 'recently' }),
  user(6, 'Noor', 'al-Din', { kind: 'offline', seen: NOW - 3 * DAY }, {}, true),
  user(7, 'Émile', 'Dubois', { kind: 'week' }, { contact: false }),
  user(8, 'Yuki', '田中', online),
  user(9, 'Greta', 'Sommer', { kind: 'month' }, {}, true),
  user(10, 'Theo', 'Brandt', { kind: 'recently' }),
  user(777000, 'Angarium', '', { kind: 'bot' }, { service: true, contact: false, verified: true, phone: '' }),
].map(one => [one.id, one]))

/** A channel. */
export const NEWS = -1_000_000_000_030

export const chats: Record<number, Chat> = {
  [-20]: makeChat({ id: -20, title: 'Wandergruppe Alpenglühen', members: 14, admin: true, creator: true }),
  [-21]: makeChat({ id: -21, kind: 'group', title: 'Flat 4 · bills & plants', members: 4 }),
  [NEWS]: makeChat({ id: NEWS, kind: 'channel', title: 'Stadtbibliothek', username: 'stadtbibliothek', members: 12_480, left: true }),
}

let nextId = 100
type Part = string | [EntityKind, string, Partial<Entity>?]
/** Text in parts, some of them formatted. */
export function rich(...parts: Part[]): Pick<Message, 'text' | 'entities'> {
  let text = ''
  const entities: Entity[] = []
  for (const part of parts) {
    if (typeof part !== 'string') entities.push({ kind: part[0], offset: text.length, length: part[1].length, ...part[2] })
    text += typeof part === 'string' ? part : part[1]
  }
  return { text, entities }
}
export function message(chat: PeerId, sender: PeerId, date: number, more: Partial<Message>): Message {
  const id = nextId++
  return {
    key: `m${id}`, id, chat, sender, out: sender === 1, date, text: '', entities: [], reactions: [], delivery: 'sent', pinned: false, silent: false, scheduled: false, mentioned: false,
    mentionUnread: false, post: false, canEdit: sender === 1, ...more,
  }
}
export function photo(seed: number, width: number, height: number, spoiler = false): Media {
  const picture = landscape(seed, width, height)
  return { kind: 'photo', width, height, thumb: picture.thumb, file: fileOf(`p${seed}`, picture.url), full: fileOf(`p${seed}f`, picture.url), spoiler }
}
const wave = Array.from({ length: 100 }, (_, i) => Math.round(Math.abs(Math.sin(i / 5) * Math.cos(i / 13) * 26) + (i % 3) * 1.5))
const at = (days: number, hour: number, minute: number): number => {
  const date = new Date(NOW * 1000)
  date.setHours(hour, minute, 0, 0)
  return Math.floor(date.getTime() / 1000) - days * DAY
}

function ada(): Message[] {
  const list: Message[] = []
  const put = (sender: PeerId, date: number, more: Partial<Message>): Message => {
    const made = message(2, sender, date, more)
    list.push(made)
    return made
  }
  put(2, at(2, 9, 12), rich('Good morning! The ', ['bold', 'analytical engine'], ' is humming again. ☀️'))
  put(1, at(2, 9, 14), rich('Wonderful. Did you keep the notes?'))
  put(2, at(2, 9, 15), { ...rich('Of course. Here is the part I like most:\n', ['blockquote', 'It weaves algebraical patterns just as the Jacquard loom weaves flowers and leaves.']), reactions: [{ emoji: '❤️', count: 1, mine: true, recent: [1] }] })
  put(1, at(2, 9, 20), { text: '', service: { type: 'pinned', message: 100 } })
  put(2, at(1, 18, 2), { media: photo(1, 1280, 853), ...rich('Sunset over the downs yesterday') })
  put(1, at(1, 18, 5), rich('Oh, that light! 😍'))
  put(2, at(1, 18, 5), { media: { kind: 'sticker', emoji: '⭐', width: 512, height: 512, format: 'animated', file: fileOf('s1', star()) } })
  put(1, at(1, 18, 6), { ...rich('I have a few from the road as well'), edited: at(1, 18, 7) })
  const album = { album: 'a1' }
  put(1, at(1, 18, 9), { media: photo(2, 1200, 800), ...album })
  put(1, at(1, 18, 9), { media: photo(3, 800, 1000), ...album })
  put(1, at(1, 18, 9), { media: photo(4, 900, 900), ...album })
  put(1, at(1, 18, 9), { media: photo(5, 1400, 800), ...album, reactions: [{ emoji: '🔥', count: 1, mine: false, recent: [2] }, { emoji: '👏', count: 1, mine: false, recent: [2] }] })
  const code = put(2, at(1, 20, 40), rich('Look, it fits on one card:\n', ['pre', 'def bernoulli(n):\n    a = [Fraction(1, i + 1) for i in range(n + 1)]\n    for m in range(n + 1):\n        for j in range(m, 0, -1):\n            a[j - 1] = j * (a[j - 1] - a[j])\n    return a[0]', { language: 'python' }]))
  put(1, at(1, 20, 44), { ...rich('Beautiful. ', ['code', 'B(8)'], ' comes out right, too. See ', ['url', 'https://example.org/notes#g'], ' and ', ['mention', '@jonas_w'], ' will like it'), reply: { message: code.id } })
  put(2, at(1, 20, 46), { media: { kind: 'voice', duration: 37, waveform: wave, file: fileOf('v1', ''), listened: false } })
  put(1, at(1, 20, 52), { media: { kind: 'voice', duration: 8, waveform: wave.slice(20, 70), file: fileOf('v2', ''), listened: true } })
  put(2, at(0, 8, 3), { media: { kind: 'document', name: 'Notes on the Engine, translated from the French.pdf', size: 2_481_920, mime: 'application/pdf', file: { key: 'doc', location: null } } })
  put(1, at(0, 8, 10), rich('Thank you! I read it on the train.'))
  put(2, at(0, 8, 30), { ...rich('Neither snow nor rain nor heat nor gloom of night…'), forward: { from: 3, name: 'Jonas Weber', date: NOW - DAY } })
  put(1, at(0, 8, 31), rich('🚀'))
  put(2, at(0, 9, 41), { ...rich('The ending is ', ['spoiler', 'that the machine cannot originate anything'], ' – but I am ', ['italic', 'not'], ' so sure any more. ', ['strike', 'Maybe'], ' ', ['underline', 'Surely'], ' we find out.'), mentioned: false })
  put(1, at(0, 9, 44), rich('See you at ', ['bold', 'seven'], '?'))
  put(2, at(0, 9, 45), rich('Seven it is. I bring the cards, you bring the tea 🫖'))
  put(1, NOW - 50, rich('Deal!'))
  return list
}

function hikers(): Message[] {
  const list: Message[] = []
  const put = (sender: PeerId, date: number, more: Partial<Message>): void => void list.push(message(-20, sender, date, more))
  put(3, at(1, 17, 0), rich('Samstag soll das Wetter halten. Treffpunkt 7:30 am Bahnhof?'))
  put(9, at(1, 17, 4), rich('Bin dabei!'))
  put(9, at(1, 17, 4), { ...rich('Und ich bringe Kuchen 🍰'), reactions: [{ emoji: '❤️', count: 6, mine: true, recent: [] }, { emoji: '😋', count: 2, mine: false, recent: [3, 5] }] })
  put(1, at(1, 17, 9), rich('Perfekt, ich buche die Gruppenkarte.'))
  put(6, at(1, 18, 21), { media: photo(8, 1000, 1300), ...rich('So sah es letztes Jahr oben aus') })
  put(5, at(0, 7, 2), rich('Czy ktoś ma wolne miejsce w aucie?'))
  put(5, at(0, 7, 3), rich('Hat jemand noch Platz im Auto? 🚗'))
  put(3, at(0, 7, 15), { ...rich('Ja, zwei Plätze frei.'), mentioned: true })
  return list
}

function news(): Message[] {
  const list: Message[] = []
  const put = (date: number, more: Partial<Message>): void => void list.push({ ...message(NEWS, NEWS, date, more), post: true, views: 3_120 + list.length * 811 })
  put(at(1, 9, 0), { ...rich(['bold', 'Neu im Lesesaal: '], 'die Nachlässe der Vermesser, mit allen Karten.'), media: photo(11, 1400, 900), author: 'Greta Sommer' })
  put(at(0, 8, 0), { media: {
    kind: 'poll', id: '1', question: 'Wann soll die lange Nacht sein?', closed: false, anonymous: true, multiple: false, quiz: false, voters: 412, answers: [
      { option: 'a', text: 'Freitag', voters: 121, chosen: false, correct: false }, { option: 'b', text: 'Samstag', voters: 291, chosen: true, correct: false },
    ] } })
  return list
}

const notify = { muteUntil: 0, silent: false, previews: true }
const dialog = (peer: PeerId, top: Message, more: Partial<Dialog> = {}): Dialog => ({
  peer, lastMessage: top.id, date: top.date, unread: 0, unreadMentions: 0, unreadReactions: 0, marked: false, readInbox: top.id, readOutbox: top.id, pinned: 0, archived: false, notify, ...more,
})

export const EMPTY: State = { ...emptyState, session: { step: 'ready' }, connection: 'online', me: 1, server: { name: 'angarium.example', registration: 'invite', version: '0.1.0' }, dialogsComplete: true, users: { 1: users[1]! } }

export function world(): State {
  const adas = ada()
  const hike = hikers()
  const top = (peer: PeerId, sender: PeerId, date: number, more: Partial<Message>): Message => message(peer, sender, date, more)
  const tops: Message[] = [
    adas.at(-1)!, hike.at(-1)!,
    top(3, 3, NOW - 25 * MINUTE, rich('Did you see the new routes?')),
    top(4, 4, NOW - 5 * HOUR, { media: { kind: 'voice', duration: 64, waveform: wave, file: fileOf('v9', ''), listened: false } }),
    top(1, 1, NOW - 7 * HOUR, rich('Passport renewal: bring photo, old passport, 60 €')),
    top(-21, 5, NOW - DAY, { media: photo(7, 800, 600), ...rich('Who watered the monstera?') }),
    top(777000, 777000, NOW - DAY - HOUR, rich('New sign-in: Firefox on Linux, 10.0.0.7')),
    top(8, 1, NOW - 2 * DAY, rich('ありがとう! 🙏')),
    top(6, 6, NOW - 3 * DAY, { media: { kind: 'document', name: 'Tickets.pdf', size: 80000, mime: 'application/pdf', file: { key: 'd2', location: null } } }),
    top(9, 1, NOW - 5 * DAY, rich('Happy birthday! 🎉')),
    top(10, 10, NOW - 12 * DAY, rich('ok')),
    top(7, 7, NOW - 30 * DAY, rich('Bonjour! On se voit bientôt?')),
  ]
  const dialogs: Dialog[] = [
    dialog(2, tops[0]!, { pinned: 1, readOutbox: tops[0]!.id - 1 }), dialog(-20, tops[1]!, { pinned: 2, unread: 3, readInbox: hike.at(-4)!.id, unreadMentions: 1 }),
    dialog(3, tops[2]!, { unread: 1, readInbox: 0 }), dialog(4, tops[3]!, { unread: 2, readInbox: 0 }), dialog(1, tops[4]!), dialog(-21, tops[5]!, { unread: 128, notify: { ...notify, muteUntil: 2 ** 31 - 1 }, readInbox: 0 }),
    dialog(777000, tops[6]!), dialog(8, tops[7]!), dialog(6, tops[8]!, { draft: { text: 'I will bring the', entities: [], date: NOW - 3 * DAY } }), dialog(9, tops[9]!, { readOutbox: 0 }), dialog(10, tops[10]!, { marked: true }),
    dialog(7, tops[11]!, { archived: true, unread: 1, readInbox: 0 }),
  ]
  const historyOf = (list: readonly Message[]): State['histories'][number] => ({
    ...noHistory, ids: list.map(one => one.id), messages: Object.fromEntries(list.map(one => [one.id, one])), atStart: true, atEnd: true, pinned: [list[0]!],
  })
  const alone = Object.fromEntries(tops.slice(2).map(one => [one.chat, historyOf([one])]))
  return {
    ...EMPTY, users, chats, files, tops: Object.fromEntries(tops.map(one => [one.chat, one])), dialogs: Object.fromEntries(dialogs.map(one => [one.peer, one])),
    histories: { ...alone, 2: historyOf(adas), [-20]: historyOf(hike), [NEWS]: historyOf(news()) }, typing: { 3: [{ user: 3, action: 'typing', until: Date.now() + 1e9 }] }, contacts: [2, 3, 4, 5, 6, 8, 9, 10],
    profiles: {
      [-20]: {
        peer: -20, about: 'Jeden zweiten Samstag, bei jedem Wetter.', blocked: false, commonChats: 0, photos: [], notify, ttl: 0,
        group: { online: 3, admins: 2, removed: 0, restricted: 0, canSeeMembers: true, canSetUsername: true, slowMode: 0, historyHidden: true, requests: 1 },
      },
      [NEWS]: { peer: NEWS, about: 'Neues aus der Bibliothek.', blocked: false, commonChats: 0, photos: [], notify, ttl: 0, group: { canSeeMembers: false, canSetUsername: false, slowMode: 0, historyHidden: false, requests: 0 } },
      1: { peer: 1, about: 'Maps, mountains, marginalia.', birthday: { day: 12, month: 3, year: 1994 }, blocked: false, commonChats: 0, photos: [], notify, ttl: 0 },
      2: { peer: 2, about: 'Poetical science. Notes at https://example.org/notes', birthday: { day: 10, month: 12, year: 1815 }, blocked: false, commonChats: 2, photos: [], notify, ttl: 0 },
    },
    folders: [{ id: 2, title: 'Family', include: [4], exclude: [], contacts: false, nonContacts: false, groups: false, channels: false, bots: false, skipMuted: false, skipRead: false, skipArchived: true },
      { id: 3, title: 'Groups', include: [], exclude: [], contacts: false, nonContacts: false, groups: true, channels: false, bots: false, skipMuted: false, skipRead: false, skipArchived: true }],
    reactions: ['❤️', '👍', '🔥', '🥰', '👏', '😁', '🤔', '🎉', '😢', '🙏', '👌', '💯', '😱', '🤯', '👀', '🕊'], settings: defaultSettings, blocked: [7],
  }
}
