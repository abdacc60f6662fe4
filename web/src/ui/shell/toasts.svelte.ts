/** Short notes at the foot of the screen: what was done, with a way back, or what went wrong. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'danger'
  readonly undo?: () => void
}

export class Toasts {
  list: readonly Toast[] = $state.raw([])
  #next = 1

  show(text: string, options: { tone?: Toast['tone']; undo?: () => void } = {}): void {
    const toast: Toast = { id: this.#next++, text, tone: options.tone ?? 'plain', ...(options.undo && { undo: options.undo }) }
    this.list = [...this.list.slice(-2), toast]
    setTimeout(() => this.drop(toast.id), options.undo ? 7000 : 4500)
  }

  drop(id: number): void {
    this.list = this.list.filter(toast => toast.id !== id)
  }
}
