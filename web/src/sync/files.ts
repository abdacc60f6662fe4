import type { FileRef } from '../state/model'
import type { At } from './at'

/** How many files load at the same time; small ones share the connection with everything else. */
const TOGETHER = 6

/** So many files that nothing shows stay at hand; those let go longest ago are given up first. */
const SPARE = 150

/** Files as the screen asks for them: from this browser's own store, else from the server. */
export class Files {
  private readonly waiting: { readonly file: FileRef; readonly stop: AbortController }[] = []
  private readonly running = new Map<string, AbortController>()
  /** How many places show a file. */
  private readonly held = new Map<string, number>()
  /** Keys of files that nothing shows, in the order in which they were let go. */
  private readonly idle = new Set<string>()

  constructor(private readonly at: At) {}

  load(file: FileRef): void {
    const state = this.at.state.files[file.key]
    if ((state && state.status !== 'failed') || !file.location) return
    this.at.tell({ type: 'file', key: file.key, file: { status: 'loading', progress: 0 } })
    this.waiting.push({ file, stop: new AbortController() })
    this.next()
  }

  hold(file: FileRef): () => void {
    const { key } = file
    this.held.set(key, (this.held.get(key) ?? 0) + 1)
    this.idle.delete(key)
    this.load(file)
    let over = false
    return () => {
      if (over) return
      over = true
      const left = (this.held.get(key) ?? 1) - 1
      if (left) return void this.held.set(key, left)
      this.held.delete(key)
      this.idle.add(key)
      // Not while the screen is being drawn: what goes away may come back in the same moment.
      setTimeout(() => this.sweep(), 1_000)
    }
  }

  private sweep(): void {
    for (const key of this.idle) {
      if (this.idle.size <= SPARE) return
      this.idle.delete(key)
      this.giveUp(key)
    }
  }

  /** The memory is freed when no other file stands at the same address. */
  private giveUp(key: string): void {
    const file = this.at.state.files[key]
    if (file?.status !== 'ready' || key.startsWith('local:')) return
    this.at.tell({ type: 'file', key, file: undefined })
    const shared = Object.values(this.at.state.files).some(other => other.status === 'ready' && other.url === file.url)
    if (!shared) this.at.platform.desk.release(file.url)
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
