import type { Platform } from '../platform/api'
import type { Event } from '../state/events'
import type { State } from '../state/state'
import type { Store } from '../state/store'
import type { CallOptions, Calls, Peers, Wire } from '../wire/api'

/** What every part of `sync` works with. */
export class At {
  constructor(readonly store: Store, readonly wire: Wire, readonly platform: Platform) {}

  get state(): State {
    return this.store.get()
  }

  tell(event: Event): void {
    this.store.dispatch(event)
  }

  ask<M extends keyof Calls>(method: M, args: Parameters<Calls[M]>, options?: CallOptions): Promise<ReturnType<Calls[M]>> {
    return this.wire.call(method, args, options)
  }

  meet(peers: Peers): void {
    if (peers.users.length || peers.chats.length) this.tell({ type: 'peers', peers })
  }

  /** Does it in the background: what goes wrong is tried again when it is needed again. */
  background(work: Promise<unknown>): void {
    work.catch((error: unknown) => console.debug('background work failed', error))
  }
}
