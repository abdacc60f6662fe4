import { tl } from '@mtcute/web'
import { Failure } from '../state/failure'
import type { Connection } from '../state/model'
import type { Calls, Peers, Request, Response, Snapshot, WireEvent } from './api'
import { announcements } from './calls/announcements'
import { bots } from './calls/bots'
import { chats } from './calls/chats'
import { directs } from './calls/directs'
import { devices } from './calls/devices'
import { files } from './calls/files'
import { groups } from './calls/groups'
import { invites } from './calls/invites'
import { log } from './calls/log'
import { me } from './calls/me'
import { members } from './calls/members'
import { messages } from './calls/messages'
import { people } from './calls/people'
import { polls } from './calls/polls'
import { search } from './calls/search'
import { leave, signin } from './calls/signin'
import { shelves } from './calls/shelves'
import { stats } from './calls/stats'
import { stickers } from './calls/stickers'
import { stories } from './calls/stories'
import { threads } from './calls/threads'
import { todos } from './calls/todos'
import { topics } from './calls/topics'
import type { Answers } from './calls/call'
import { fetchInfo } from './info'
import { Link, makeClient } from './link'
import { renderPeers, renderStrangers, renderUser } from './render-peers'
import { tell } from './updates'

/**
 * The worker: one connection for all pages of this browser. The same file runs as SharedWorker and as Worker. Nothing
 * here waits at the top level: a SharedWorker that is not listening in its first turn misses its first page for good.
 */

type Port = Pick<MessagePort, 'postMessage' | 'onmessage'>
type AnyAnswers = { readonly [method: string]: (at: { link: Link; running: object }, ...args: unknown[]) => Promise<unknown> }

const answers: Answers<keyof Calls> = { ...signin, ...devices, ...chats, ...messages, ...search, ...files, ...people, ...me, ...groups, ...members, ...invites, ...stickers, ...stories, ...announcements, ...threads, ...topics, ...polls, ...log, ...bots, ...directs, ...todos, ...shelves, ...stats }

/** Calls that move files take as long as they take. */
const untimed = new Set<string>(['sendFiles', 'download', 'setPhoto', 'setChatPhoto', 'postStory'])
const TIMEOUT = 20_000

interface Running { readonly method: string; readonly controller: AbortController }

const ports = new Set<Port>()
let connection: Connection = 'connecting'
let link: Promise<Link> | undefined
let signedIn: (() => number) | undefined

const post = (port: Port, response: Response): void => port.postMessage(response)
const emit = (event: WireEvent): void => { for (const port of ports) post(port, { event }) }
const meet = (peers: Peers): void => { if (peers.users.length || peers.chats.length) emit({ type: 'peers', peers }) }

// ---------------------------------------------------------------- pages

function serve(port: Port): void {
  const running = new Map<number, Running>()
  port.onmessage = ({ data }: MessageEvent<Request>) => {
    if ('hello' in data) greet(port, data.hello, running)
    else if ('abort' in data) running.get(data.abort)?.controller.abort()
    else void answer(port, running, data)
  }
}

/** A page holds its lock for as long as it lives: when the lock comes here, the page is gone. The files that it moved are let go; what it
 *  said last (a draft, what was read) still goes out. */
function greet(port: Port, lock: string, running: Map<number, Running>): void {
  ports.add(port)
  void navigator.locks.request(lock, () => {
    ports.delete(port)
    for (const { method, controller } of running.values()) if (untimed.has(method)) controller.abort()
  })
  void open().then(async opened => post(port, { event: { type: 'snapshot', snapshot: await snapshot(opened) } }))
}

async function snapshot({ info, client }: Link): Promise<Snapshot> {
  const { name, registration, version } = info
  return { server: { name, registration, version }, connection, me: (await client.storage.self.fetch())?.userId ?? 0 }
}

async function answer(port: Port, all: Map<number, Running>, { id, method, args }: Extract<Request, { method: unknown }>): Promise<void> {
  const controller = new AbortController()
  all.set(id, { method, controller })
  const timer = untimed.has(method) ? undefined : setTimeout(() => controller.abort(new Failure('TIMEOUT')), TIMEOUT)
  try {
    const run = (answers as AnyAnswers)[method]
    if (!run) throw new Failure('UNSUPPORTED')
    const stopped = new Promise<never>((_, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason instanceof Failure ? controller.signal.reason : new Failure('ABORTED')))
    })
    const progress = (done: number): void => post(port, { id, progress: done })
    const work = open().then(opened => run({ link: opened, running: { signal: controller.signal, progress } }, ...args))
    post(port, { id, result: await Promise.race([work, stopped]) })
  } catch (error) {
    post(port, { id, failure: failureOf(error) })
  } finally {
    clearTimeout(timer)
    all.delete(id)
  }
}

/** Refusals that mean: this browser is not signed in any more. https://core.telegram.org/api/errors#401-unauthorized */
const endings = new Set(['AUTH_KEY_UNREGISTERED', 'AUTH_KEY_INVALID', 'SESSION_REVOKED', 'SESSION_EXPIRED', 'USER_DEACTIVATED'])

function failureOf(error: unknown): { reason: string; code: number; seconds: number } {
  if (error instanceof Failure) return { reason: error.reason, code: error.code, seconds: error.seconds }
  if (tl.RpcError.is(error)) {
    if (endings.has(error.text)) void dismiss()
    const seconds = 'seconds' in error ? Number(error.seconds) : 0
    return { reason: error.text.replace(/_?%d$/, ''), code: error.code, seconds }
  }
  const name = error instanceof Error ? error.name : ''
  if (name === 'AbortError') return { reason: 'ABORTED', code: 0, seconds: 0 }
  if (name === 'MtTimeoutError') return { reason: 'TIMEOUT', code: 0, seconds: 0 }
  console.error(error)
  return { reason: 'INTERNAL', code: 0, seconds: 0 }
}

async function dismiss(): Promise<void> {
  if (signedIn?.()) await leave(await open())
}

// ---------------------------------------------------------------- the connection

/** The link, made with the first call of a page. Tries until the server has said who it is. */
function open(): Promise<Link> {
  return link ??= make()
}

async function make(): Promise<Link> {
  for (let wait = 500; ; wait = Math.min(wait * 2, 8_000)) {
    try {
      return await start(await fetchInfo())
    } catch (error) {
      console.warn('the server did not say who it is', error)
      await new Promise(resolve => setTimeout(resolve, wait))
    }
  }
}

async function start(info: Awaited<ReturnType<typeof fetchInfo>>): Promise<Link> {
  const client = makeClient(info, difference => {
    // mtcute passes over a hole that is too big to tell in silence.
    if (difference._ === 'updates.differenceTooLong') emit({ type: 'refresh' })
    if ('users' in difference) meet(renderPeers(difference.users, difference.chats))
  })
  const made = new Link(client, info, emit)
  client.onConnectionState.add(state => {
    const returned = state === 'connected' && (connection === 'connecting' || connection === 'offline')
    connection = state === 'connected' ? 'online' : state
    emit({ type: 'connection', connection })
    if (returned && made.me) void returnTo(made)
  })
  client.onRawUpdate.add(({ update, peers }) => {
    meet(renderStrangers(peers.users.values(), peers.chats.values()))
    tell(update, made).catch((error: unknown) => console.error(error))
  })
  client.onServerUpdate.add(updates => {
    if ('users' in updates) meet(renderPeers(updates.users, updates.chats))
  })
  // The log is followed only by those who are signed in; that a QR code was scanned is told to those who are not.
  client.onServerUpdate.add(updates => {
    const told = updates._ === 'updateShort' ? [updates.update] : 'updates' in updates ? updates.updates : []
    if (!made.me && told.some(update => update._ === 'updateLoginToken')) emit({ type: 'qrScanned' })
  })
  client.onError.add(error => { failureOf(error) })
  await client.prepare()
  signedIn = () => made.me
  client.connect().then(() => made.me ? client.startUpdatesLoop() : undefined).catch((error: unknown) => { failureOf(error) })
  return made
}

/** After each connecting: what was missed, am I still signed in, and who am I now? */
async function returnTo(made: Link): Promise<void> {
  if (made.client.updates?.updatesLoopActive) made.client.updates.catchUp()
  try {
    const [user] = await made.call({ _: 'users.getUsers', id: [{ _: 'inputUserSelf' }] })
    if (user?._ === 'user') meet({ users: [renderUser(user)], chats: [] })
  } catch (error) {
    failureOf(error)
  }
}

interface SharedScope { onconnect: ((event: MessageEvent) => void) | null }

if ('onconnect' in self) (self as unknown as SharedScope).onconnect = event => { if (event.ports[0]) serve(event.ports[0]) }
else serve(self as unknown as Port)
