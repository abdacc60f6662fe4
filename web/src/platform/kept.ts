import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Settings } from '../state/model'
import type { Kept, KeptState, Parcel } from './api'

interface Schema extends DBSchema {
  state: { key: 'last'; value: KeptState }
  outbox: { key: string; value: Parcel; indexes: { made: number } }
}

const DATABASE = 'angarium'
const SETTINGS = 'angarium-settings'
const FILES = 'angarium-files'
/** Bigger ones are fetched anew. */
const BIGGEST = 4_000_000

const address = (key: string): string => `/kept/${encodeURIComponent(key)}`

/** IndexedDB, the cache and local storage. A browser that gives none of them still chats: nothing is kept then. */
export class BrowserKept implements Kept {
  private opened: Promise<IDBPDatabase<Schema>> | undefined

  private database(): Promise<IDBPDatabase<Schema>> {
    return this.opened ??= openDB<Schema>(DATABASE, 2, {
      upgrade(database, old) {
        // The state is a copy: one of an older form is fetched anew.
        if (old) database.deleteObjectStore('state')
        database.createObjectStore('state')
        if (!old) database.createObjectStore('outbox', { keyPath: 'key' }).createIndex('made', 'made')
      },
    })
  }

  settings(): Partial<Settings> {
    try {
      return JSON.parse(localStorage.getItem(SETTINGS) ?? '{}') as Partial<Settings>
    } catch {
      return {}
    }
  }

  keepSettings(settings: Settings): void {
    try {
      localStorage.setItem(SETTINGS, JSON.stringify(settings))
    } catch {
      // A full or forbidden storage: the settings last as long as the page.
    }
  }

  async state(): Promise<KeptState | undefined> {
    return (await this.database()).get('state', 'last')
  }

  async keepState(state: KeptState): Promise<void> {
    await (await this.database()).put('state', state, 'last')
  }

  async outbox(): Promise<readonly Parcel[]> {
    return (await this.database()).getAllFromIndex('outbox', 'made')
  }

  async keepParcel(parcel: Parcel): Promise<void> {
    await (await this.database()).put('outbox', parcel)
  }

  async dropParcel(key: string): Promise<void> {
    await (await this.database()).delete('outbox', key)
  }

  async file(key: string): Promise<Blob | undefined> {
    return (await caches.match(address(key), { cacheName: FILES }))?.blob()
  }

  async keepFile(key: string, file: Blob): Promise<void> {
    if (file.size <= BIGGEST) await (await caches.open(FILES)).put(address(key), new Response(file, { headers: { 'content-type': file.type } }))
  }

  async clear(): Promise<void> {
    const database = await this.database()
    await Promise.all([database.clear('state'), database.clear('outbox'), caches.delete(FILES)])
  }

  async alone<T>(name: string, run: () => Promise<T>): Promise<T | undefined> {
    return await navigator.locks.request(`angarium-${name}`, { ifAvailable: true }, lock => lock ? run() : Promise.resolve(undefined))
  }
}
