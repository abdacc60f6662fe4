import type { Calls } from '../api'
import type { Link, Running } from '../link'

/** The worker's side of some calls: each gets the link, what tells it to stop, and the arguments the page gave. */
export type Answers<M extends keyof Calls> = {
  readonly [K in M]: (at: { readonly link: Link; readonly running: Running }, ...args: Parameters<Calls[K]>) => Promise<ReturnType<Calls[K]>>
}
