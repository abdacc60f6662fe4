import type { Event } from './events'
import { reduce } from './reduce'
import { emptyState, type State } from './state'

/** Holds the one state. Fulfils Svelte's store contract: `$store`, or `fromStore(store)` in runes. */
export interface Store {
  get(): State
  /** Calls at once and after every change; returns the way to stop. */
  subscribe(run: (state: State) => void): () => void
  dispatch(event: Event): void
}

export function createStore(initial: State = emptyState): Store {
  let state = initial
  const runs = new Set<(state: State) => void>()
  return {
    get: () => state,
    subscribe(run) {
      runs.add(run)
      run(state)
      return () => runs.delete(run)
    },
    dispatch(event) {
      const next = reduce(state, event)
      if (next === state) return
      state = next
      for (const run of runs) run(state)
    },
  }
}
