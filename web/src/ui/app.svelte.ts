/** What every component may ask for: the state, the actions, where the screen stands, and the time. */
import { getContext, setContext } from 'svelte'
import { fromStore } from 'svelte/store'
import type { Actions, App } from '../state/actions'
import type { Freeze } from '../state/model'
import type { State } from '../state/state'
import { Toasts } from './shell/toasts.svelte'
import { View } from './shell/view.svelte'

const KEY = Symbol('app')

export class Ui {
  readonly actions: Actions
  readonly view = new View()
  readonly toasts = new Toasts()
  /** Epoch seconds; moves every 20 s, which is enough for "online", mute ends and dates. */
  now = $state(Math.floor(Date.now() / 1000))
  /** The account only reads; null = it does not, or it is not known yet. */
  freeze: Freeze | null = $state.raw(null)
  readonly #current: { readonly current: State }

  constructor(app: App) {
    this.actions = app.actions
    this.#current = fromStore(app.store)
  }

  get state(): State {
    return this.#current.current
  }

  /** Runs the clock; returns the way to stop it. */
  tick(): () => void {
    const timer = setInterval(() => (this.now = Math.floor(Date.now() / 1000)), 20_000)
    return () => clearInterval(timer)
  }
}

export const provideUi = (ui: Ui): Ui => setContext(KEY, ui)
export const useUi = (): Ui => getContext<Ui>(KEY)
