import type { FileRef } from '../state/model'
import type { At } from './at'

/** How many files load at the same time; small ones share the connection with everything else. */
const TOGETHER = 6

/** Files as the screen asks for them: from this browser's own store, else from the server. */
export class Files {
  private readonly waiting: { readonly file: FileRef; readonly stop: AbortController }[] = []
  private readonly running = new Map<string, AbortController>()

  constructor(private readonly at: At) {}

  load(file: FileRef): void {
    const state = this.at.state.files[file.key]
    if ((state && state.status !== 'failed') || !file.location) return
    this.at.tell({ type: 'file', key: file.key, file: { status: 'loading', progress: 0 } })
    this.waiting.push({ file, stop: new AbortController() })
    this.next()
  }

  cancel(file: FileRef): void {
    const at = this.waiting.findIndex(one => one.file.key === file.key)
    if (at >= 0) this.waiting.splice(at, 1)
    this.running.get(file.key)?.abort()
    if (this.at.state.files[file.key]?.status === 'loading') this.at.tell({ type: 'file', key: file.key, file: undefined })
  }

  async save(file: FileRef, name: string): Promise<void> {
    const known = this.at.state.files[file.key]
    const ready = known?.status === 'ready'
    const blob = ready ? await (await fetch(known.url)).blob() : await this.fetch(file, new AbortController().signal)
    if (!ready) this.at.tell({ type: 'file', key: file.key, file: { status: 'ready', url: this.at.platform.desk.url(blob) } })
    this.at.platform.desk.save(blob, name)
  }

  private next(): void {
    while (this.running.size < TOGETHER) {
      const one = this.waiting.shift()
      if (!one) return
      this.running.set(one.file.key, one.stop)
      this.at.background(this.run(one.file, one.stop.signal).finally(() => {
        this.running.delete(one.file.key)
        this.next()
      }))
    }
  }

  private async run(file: FileRef, signal: AbortSignal): Promise<void> {
    try {
      const url = this.at.platform.desk.url(await this.fetch(file, signal))
      this.at.tell({ type: 'file', key: file.key, file: { status: 'ready', url } })
    } catch (error) {
      if (signal.aborted) return
      this.at.tell({ type: 'file', key: file.key, file: { status: 'failed' } })
      throw error
    }
  }

  private async fetch(file: FileRef, signal: AbortSignal): Promise<Blob> {
    const kept = await this.at.platform.kept.file(file.key).catch(() => undefined)
    if (kept) return kept
    let told = 0
    const progress = (done: number): void => {
      if (done - told < 0.02 && done < 1) return
      told = done
      this.at.tell({ type: 'file', key: file.key, file: { status: 'loading', progress: done } })
    }
    const blob = await this.at.ask('download', [file], { signal, progress })
    this.at.background(this.at.platform.kept.keepFile(file.key, blob))
    return blob
  }
}
