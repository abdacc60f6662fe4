// mtcute under orders: one JSON command a line on stdin, one JSON answer a line on stdout.
import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { BotInline, BotInlineMessage, BotKeyboard, MemoryStorage, TelegramClient } from '@mtcute/node'
import { NodeCryptoProvider, addPublicKey } from '@mtcute/node/utils.js'
import { readFileSync } from 'node:fs'
import { groups } from './mtcute_groups.mjs'
import { kinds, plain } from './mtcute_kinds.mjs'

const say = answer => process.stdout.write(JSON.stringify(answer) + '\n')
const entity = ({ kind }) => ({ text_link: 'TextUrl' })[kind] ?? kind[0].toUpperCase() + kind.slice(1)
const toldPoll = message => ({
  id: message.id,
  question: message.media.question,
  answers: message.media.answers.map(answer => answer.text),
  voters: message.media.answers.map(answer => answer.voters ?? 0),
  total: message.media.voters ?? 0,
})

// Who signs in begins to listen by itself, and asks where the counters stand in the background: what comes before the answer is old to it.
const listening = async () => {
  while (!client._client.updates.pts) await new Promise(done => setTimeout(done, 10))
}

const told = message => ({
  id: message.id,
  text: message.text,
  out: message.isOutgoing,
  entities: message.entities.map(entity),
  reply_to: message.replyToMessage?.id ?? null,
  forwarded: message.forward !== null,
  edited: message.editDate !== null,
  media: message.media?.type ?? null,
  pinned: message.raw.pinned ?? false,
})

let client, phone, hash
const storage = new MemoryStorage()

async function publicKey(pem) {
  const crypto = new NodeCryptoProvider()
  await crypto.initialize?.()
  addPublicKey(crypto, pem)
}

const orders = {
  ...groups(() => client),
  ...kinds(() => client),
  async connect({ host, port, key }) {
    await publicKey(key)
    const dc = { ipAddress: host, port, id: 2 }
    client = new TelegramClient({
      apiId: 11111, apiHash: 'a'.repeat(32), storage, defaultDcs: { main: dc, media: dc }, logLevel: 1,
      initConnectionOptions: { deviceModel: 'mtcute' }, updates: { catchUp: true },
    })
    client.onNewMessage.add(message => say({ event: 'new', message: told(message) }))
    client.onEditMessage.add(message => say({ event: 'edited', message: told(message) }))
    client.onDeleteMessage.add(update => say({ event: 'deleted', ids: update.messageIds }))
    client.onHistoryRead.add(update => say({ event: 'read', max_id: update.maxReadId, outbox: update.isOutbox }))
    client.onRawUpdate.add(({ update }) => {
      const name = update._[0].toUpperCase() + update._.slice(1)
      say({ event: 'raw', name })
      if (name.startsWith('UpdateBot')) say({ event: 'whole', message: { ...plain(update), kind: update._ } })
      const service = update.message?._ === 'messageService' ? update.message : null
      if (service) say({ event: 'whole', message: { ...plain(service), kind: service.action._ } })
    })
    await client.connect()
    const version = JSON.parse(readFileSync(new URL('./node_modules/@mtcute/node/package.json', import.meta.url))).version
    return { version }
  },
  async sign_in_bot({ token }) {
    const user = await client.signInBot(token)
    await listening()
    return { id: user.id, bot: user.isBot }
  },
  // Answer as a bot does: /start with a button, a press with words, and what is typed behind the bot's name.
  async serve() {
    client.onNewMessage.add(async message => {
      const replyMarkup = BotKeyboard.inline([[BotKeyboard.callback('Press me', 'press')]])
      if (message.text.startsWith('/start')) await client.sendText(message.chat, 'Hello!', { replyMarkup })
    })
    client.onCallbackQuery.add(async query => {
      await client.answerCallbackQuery(query, { text: 'You pressed', alert: true })
      await client.editMessage({ chatId: query.chat, message: query.messageId, text: 'Pressed.' })
    })
    client.onInlineQuery.add(async query => {
      const message = BotInlineMessage.text(query.query.toUpperCase())
      await client.answerInlineQuery(query, [BotInline.article('1', { title: 'Loud', message })], { cacheTime: 0 })
    })
    return true
  },
  async press({ peer, id, data }) {
    const answer = await client.getCallbackAnswer({ chatId: peer, message: id, data })
    return { text: answer.message, alert: !!answer.alert }
  },
  async request_code(order) {
    phone = order.phone
    const sent = await client.sendCode({ phone })
    hash = sent.phoneCodeHash
    return { type: sent.type }
  },
  async enter_code({ code, first_name, last_name }) {
    let answer
    try {
      answer = await client.call({ _: 'auth.signIn', phoneNumber: phone, phoneCodeHash: hash, phoneCode: code })
    } catch (fault) {
      if (fault.text === 'SESSION_PASSWORD_NEEDED') return { password_needed: true }
      throw fault
    }
    const made = answer._ === 'auth.authorizationSignUpRequired'
    if (made)
      answer = await client.call({
        _: 'auth.signUp', phoneNumber: phone, phoneCodeHash: hash, firstName: first_name, lastName: last_name ?? '',
      })
    await client.notifyLoggedIn(answer)
    await listening()
    return { id: answer.user.id, signed_up: made }
  },
  async enter_password({ password }) {
    const user = await client.checkPassword(password)
    await listening()
    return { id: user.id }
  },
  set_password: ({ password }) => client.enableCloudPassword({ password, hint: '' }).then(() => true),
  async add_contact({ phone, first_name }) {
    const answer = await client.importContacts([{ phone, firstName: first_name, lastName: '' }])
    return { id: answer.users[0].id, name: answer.users[0].firstName }
  },
  set_username: ({ username }) => client.setMyUsername(username).then(() => true),
  resolve: ({ username }) => client.resolveUser(username).then(user => ({ id: user.userId ?? user.id })),
  async send_text({ to, text, reply_to }) {
    return told(await client.sendText(to, text, reply_to ? { replyTo: reply_to } : {}))
  },
  async send_file({ to, name, size, photo }) {
    const body = photo ? (await import('./picture.mjs')).picture() : Buffer.from(Uint8Array.from({ length: size }, (_, at) => (at * 7) & 255))
    const sent = await client.sendMedia(to, { type: photo ? 'photo' : 'document', file: body, fileName: name, caption: name })
    return { ...told(sent), sha256: createHash('sha256').update(body).digest('hex') }
  },
  async ask({ to, question, answers }) {
    return toldPoll(await client.sendMedia(to, { type: 'poll', question, answers, public: true }))
  },
  async vote({ peer, id, place }) {
    await client.sendVote({ chatId: peer, message: id, options: [place] })
    const [message] = await client.getMessages(peer, [id])
    return toldPoll(message)
  },
  async end_poll({ peer, id }) {
    return (await client.closePoll({ chatId: peer, message: id })).isClosed
  },
  async post_story({ text }) {
    const file = (await import('./picture.mjs')).picture()
    const rules = [{ _: 'inputPrivacyValueAllowAll' }]
    const story = await client.sendStory({ peer: 'me', media: { type: 'photo', file }, caption: text, privacyRules: rules })
    return { id: story.id }
  },
  async look_at_stories({ peer }) {
    const found = await client.getPeerStories(peer)
    const rows = found.stories.map((one) => ({ id: one.id, text: one.caption }))
    await client.readStories(peer, rows.at(-1).id)
    await client.sendStoryReaction({ peerId: peer, storyId: rows.at(-1).id, reaction: '❤' })
    return rows
  },
  async story_viewers({ id }) {
    const found = await client.getStoryViewers('me', id)
    return { ids: found.viewers.map((row) => row.user.id), reactions: found.reactionsTotal }
  },
  async download({ peer, id }) {
    const [message] = await client.getMessages(peer, [id])
    const body = await client.downloadAsBuffer(message.media)
    return { size: body.length, sha256: createHash('sha256').update(body).digest('hex') }
  },
  edit: async ({ peer, id, text }) => told(await client.editMessage({ chatId: peer, message: id, text })),
  delete: ({ peer, ids }) => client.deleteMessagesById(peer, ids, { revoke: true }).then(() => true),
  forward: async ({ to, source, ids }) =>
    (await client.forwardMessagesById({ toChatId: to, fromChatId: source, messages: ids })).map(told),
  read: ({ peer }) => client.readHistory(peer).then(() => true),
  pin: ({ peer, id }) => client.pinMessage({ chatId: peer, message: id, bothSides: true }).then(() => true),
  react: ({ peer, id, emoji }) => client.sendReaction({ chatId: peer, message: id, emoji }).then(() => true),
  history: async ({ peer, limit }) => (await client.getHistory(peer, { limit: limit ?? 20 })).map(told),
  search: async ({ peer, text }) => (await client.searchMessages({ chatId: peer, query: text })).map(told),
  async dialogs() {
    const found = []
    for await (const dialog of client.iterDialogs()) found.push({ id: dialog.peer.id, unread: dialog.unreadCount })
    return found
  },
  me: () => client.getMe().then(user => ({ id: user.id, phone: user.phoneNumber, first_name: user.firstName })),
  disconnect: () => client.disconnect().then(() => ''),
  reconnect: () => client.connect().then(() => client.startUpdatesLoop()).then(() => true),
  log_out: () => client.logOut().then(() => true),
}

const late = () => new Promise((_, fail) => setTimeout(() => fail(new Error('timed out')), 45000).unref())
createInterface({ input: process.stdin })
  .on('line', async line => {
    const { id_, do: verb, ...order } = JSON.parse(line)
    try {
      say({ id_, ok: (await Promise.race([orders[verb](order), late()])) ?? null })
    } catch (fault) {
      say({ id_, error: `${fault.constructor.name}: ${fault.text ?? fault.stack}` })
    }
  })
  .on('close', () => process.exit(0))
