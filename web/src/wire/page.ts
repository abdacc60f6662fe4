import { Failure } from '../state/failure'
import workerUrl from './worker.ts?worker&url'
import type { CallOptions, Calls, Request, Response, Wire, WireEvent } from './api'

/** Milliseconds after which the page gives up on the worker itself; the worker's own limits are shorter. */
const LOST = 30_000

interface Waiting {
  readonly resolve: (result: never) => void
  readonly reject: (failure: Failure) => void
  readonly progress: ((done: number) => void) | undefined
  readonly timer: ReturnType<typeof setTimeout> | undefined
}

interface Port { postMessage(request: Request): void; onmessage: ((event: MessageEvent<Response>) => void) | null }

/** A script's address as the content policy (Trusted Types) wants it; only our own worker passes. */
function trusted(url: string): string {
  const { trustedTypes } = window as unknown as { trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } } }
  const policy = trustedTypes?.createPolicy('angarium-worker', { createScriptURL: (address: string) => address === workerUrl ? address : '' })
  return policy ? policy.createScriptURL(url) : url
}

function connect(failed: () => void): Port {
  const url = trusted(workerUrl)
  if (typeof SharedWorker === 'function') {
    const worker = new SharedWorker(url, { type: 'module', name: 'angarium' })
    worker.onerror = failed
    return worker.port
  }
  const worker = new Worker(url, { type: 'module', name: 'angarium' })
  worker.onerror = failed
  return worker
}

/** A page's connection to the worker. @param failed called when the worker cannot run here */
export class PageWire implements Wire {
  private readonly port: Port
  private readonly waiting = new Map<number, Waiting>()
  private readonly ears: ((event: WireEvent) => void)[] = []
  private count = 0

  constructor(failed: () => void) {
    this.port = connect(failed)
    this.port.onmessage = ({ data }) => this.hear(data)
    const lock = `angarium-page-${crypto.randomUUID()}`
    // The lock is held until this page is gone; the worker waits for it.
    void navigator.locks.request(lock, () => {
      this.port.postMessage({ hello: lock })
      return new Promise(() => undefined)
    })
  }

  listen(ear: (event: WireEvent) => void): void {
    this.ears.push(ear)
  }

  call<M extends keyof Calls>(method: M, args: Parameters<Calls[M]>, options: CallOptions = {}): Promise<ReturnType<Calls[M]>> {
    const id = ++this.count
    return new Promise((resolve, reject) => {
      if (options.signal?.aborted) return reject(new Failure('ABORTED'))
      const limit = options.timeout ?? (options.progress ? undefined : LOST)
      const timer = limit === undefined ? undefined : setTimeout(() => this.stop(id, new Failure('TIMEOUT')), limit)
      this.waiting.set(id, { resolve, reject, progress: options.progress, timer })
      options.signal?.addEventListener('abort', () => this.stop(id, new Failure('ABORTED')), { once: true })
      this.port.postMessage({ id, method, args })
    })
  }

  private stop(id: number, failure: Failure): void {
    if (!this.waiting.has(id)) return
    this.port.postMessage({ abort: id })
    this.take(id)?.reject(failure)
  }

  private take(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id)
    this.waiting.delete(id)
    clearTimeout(waiting?.timer)
    return waiting
  }

  private hear(response: Response): void {
    if ('event' in response) for (const ear of this.ears) ear(response.event)
    else if ('progress' in response) this.waiting.get(response.id)?.progress?.(response.progress)
    else if ('failure' in response) this.take(response.id)?.reject(new Failure(response.failure.reason, response.failure.code, response.failure.seconds))
    else this.take(response.id)?.resolve(response.result as never)
  }
}
