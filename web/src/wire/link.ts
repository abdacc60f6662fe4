import { networkMiddlewares, type RpcCallMiddleware } from '@mtcute/core'
import { BaseTelegramClient, IdbStorage, Long, WebCryptoProvider, tl } from '@mtcute/web'
import { __publicKeyIndex } from '@mtcute/tl/binary/rsa-keys.js'
import { addPublicKey, toInputChannel, toInputUser } from '@mtcute/web/utils.js'
import { resolvePeer } from '@mtcute/web/methods.js'
import type { PeerId } from '../state/model'
import type { Peers, WireEvent } from './api'
import type { Info } from './info'
import { SameOriginTransport } from './transport'

export interface Running { readonly signal?: AbortSignal; readonly progress?: (done: number) => void }

/** The one connection, and what every call needs of it. */
export class Link {
  constructor(readonly client: BaseTelegramClient, readonly info: Info, readonly emit: (event: WireEvent) => void) {}

  /** Asks the server once; retries server faults a few times, and waits out short flood waits by itself. */
  call<T extends tl.RpcMethod>(request: T, running: Running = {}): Promise<tl.RpcCallReturn[T['_']]> {
    return this.client.call(request as never, { ...(running.signal && { abortSignal: running.signal }), maxRetryCount: 3, floodSleepThreshold: 3_000 }) as never
  }

  get me(): PeerId {
    return this.client.storage.self.getCached(true)?.userId ?? 0
  }

  peer(id: PeerId): Promise<tl.TypeInputPeer> {
    return id === this.me ? Promise.resolve({ _: 'inputPeerSelf' }) : resolvePeer(this.client, id)
  }

  async user(id: PeerId): Promise<tl.TypeInputUser> {
    return id === this.me ? { _: 'inputUserSelf' } : toInputUser(await resolvePeer(this.client, id))
  }

  async channel(id: PeerId): Promise<tl.TypeInputChannel> {
    return toInputChannel(await resolvePeer(this.client, id))
  }

  /** What a call of our own has changed goes through the same ordered log as what others did. */
  apply(updates: tl.TypeUpdates): void {
    this.client.handleClientUpdate(updates, false)
  }

  /** A call that answers with a position alone has moved the log as well. */
  advance({ pts, ptsCount }: { readonly pts: number; readonly ptsCount: number }, channelId = 0): void {
    const update: tl.TypeUpdate = { _: 'mtcute.dummyUpdate', channelId, pts, ptsCount }
    this.apply({ _: 'updates', seq: 0, date: 0, chats: [], users: [], updates: [update] })
  }
}

export const noPeers: Peers = { users: [], chats: [] }
export const toLong = (decimal: string): Long => Long.fromString(decimal)

/** Knows the server's key alone: mtcute's built-in ones are forgotten. */
class ServerKeyCrypto extends WebCryptoProvider {
  constructor(private readonly pem: string) { super() }

  override async initialize(): Promise<void> {
    await super.initialize()
    for (const key of Object.keys(__publicKeyIndex)) delete __publicKeyIndex[key]
    addPublicKey(this, this.pem)
    // mtcute looks fingerprints up without leading zeros, but stores them with them.
    for (const key of Object.values(__publicKeyIndex)) __publicKeyIndex[key.fingerprint.replace(/^0+/, '')] = key
  }
}

/** What mtcute asks for by itself when it catches up. https://core.telegram.org/api/updates#recovering-gaps */
export type Difference = tl.updates.TypeDifference | tl.updates.TypeChannelDifference

const overhear = (told: (difference: Difference) => void): RpcCallMiddleware => async (call, next) => {
  const answer = await next(call)
  const name = (answer as { readonly _?: string } | undefined)?._ ?? ''
  if (/^updates\.(channelD|d)ifference/.test(name)) told(answer as Difference)
  return answer
}

/** By these the server, and the list of devices, know this client from others. */
export const api = { apiId: 8480, apiHash: 'angarium-web' }

/** Builds the client; it connects with its first call. @param told hears every piece of the log that is caught up */
export function makeClient(info: Info, told: (difference: Difference) => void): BaseTelegramClient {
  const dc = { id: info.dc, ipAddress: '127.0.0.1', port: 443 }
  return new BaseTelegramClient({
    ...api,
    storage: new IdbStorage('angarium-wire'),
    crypto: new ServerKeyCrypto(info.publicKeyPem),
    transport: new SameOriginTransport(),
    defaultDcs: { main: dc, media: dc },
    // More than one main connection turns temporary keys on, for nothing.
    network: { connectionCount: kind => kind === 'main' ? 1 : 2, middlewares: [...networkMiddlewares.basic(), overhear(told)] },
    initConnectionOptions: { deviceModel: browserName(), systemVersion: systemName(), appVersion: info.version, langPack: 'web', langCode: navigator.language.slice(0, 2) },
    updates: { catchUp: true },
    logLevel: 1,
  })
}

const first = (of: readonly (readonly [RegExp, string])[], otherwise: string): string => of.find(([pattern]) => pattern.test(navigator.userAgent))?.[1] ?? otherwise

const browserName = (): string =>
  first([[/Edg\//, 'Edge'], [/Firefox\//, 'Firefox'], [/OPR\//, 'Opera'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari']], 'Browser')
const systemName = (): string =>
  first([[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux']], 'Web')
