/** The editor's own way back: formatting redraws it, which the browser's own undo does not survive. Pure but for the array. */
import type { FormattedText } from '../../state/model'

interface Step { readonly value: FormattedText; readonly caret: number; readonly at: number }

const TOGETHER_MS = 700
const MOST = 200

export class Undo {
  #past: Step[] = []
  #future: Step[] = []

  /** Keeps what was before a change; quick typing counts as one. @param now milliseconds */
  keep(value: FormattedText, caret: number, now: number, apart = false): void {
    const last = this.#past.at(-1)
    this.#future = []
    if (last && !apart && now - last.at < TOGETHER_MS) {
      this.#past[this.#past.length - 1] = { ...last, at: now }
      return
    }
    this.#past.push({ value, caret, at: now })
    if (this.#past.length > MOST) this.#past.shift()
  }

  back(current: FormattedText, caret: number): Step | undefined {
    const step = this.#past.pop()
    if (step) this.#future.push({ value: current, caret, at: 0 })
    return step
  }

  forth(current: FormattedText, caret: number): Step | undefined {
    const step = this.#future.pop()
    if (step) this.#past.push({ value: current, caret, at: 0 })
    return step
  }

  forget(): void {
    this.#past = []
    this.#future = []
  }
}
