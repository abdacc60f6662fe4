import type { MediaSticker, MediaVideo, Message, OutgoingFile, PeerId, Settings, User, Chat, Dialog } from '../state/model'

/** What the browser does for us; `sync` sees these contracts alone. */
export interface Platform {
  readonly kept: Kept
  readonly page: PageLife
  readonly media: MediaTools
  readonly notices: Notices
  readonly desk: Desk
}

/** What lives in this browser between visits. */
export interface Kept {
  settings(): Partial<Settings>
  keepSettings(settings: Settings): void
  state(): Promise<KeptState | undefined>
  keepState(state: KeptState): Promise<void>
  outbox(): Promise<readonly Parcel[]>
  keepParcel(parcel: Parcel): Promise<void>
  dropParcel(key: string): Promise<void>
  file(key: string): Promise<Blob | undefined>
  keepFile(key: string, file: Blob): Promise<void>
  /** Forgets everything but the settings. */
  clear(): Promise<void>
  /** Runs it in one page only; resolves to undefined where another page is at it. */
  alone<T>(name: string, run: () => Promise<T>): Promise<T | undefined>
}

/** Enough to show the list of chats before the server answers. */
export interface KeptState {
  readonly me: User
  readonly users: readonly User[]
  readonly chats: readonly Chat[]
  readonly dialogs: readonly Dialog[]
  readonly tops: readonly Message[]
}

/** Something that is to be sent, whole: it survives a reload. */
export interface Parcel {
  /** Random id of its first message. */
  readonly key: string
  readonly peer: PeerId
  /** Epoch milliseconds; orders the parcels. */
  readonly made: number
  readonly text: { readonly text: string; readonly entities: Message['entities'] }
  readonly options: {
    readonly random: string
    readonly reply?: number
    readonly story?: { readonly peer: PeerId; readonly id: number }
    readonly quote?: { readonly text: string; readonly entities: Message['entities'] }
    readonly silent?: boolean
    readonly schedule?: number
    readonly noWebPage?: boolean
    readonly ttl?: number
    readonly thread?: number
    readonly sendAs?: number
    readonly direct?: boolean
    readonly stars?: number
    readonly offer?: { readonly stars: number; readonly date?: number }
  }
  readonly files: readonly OutgoingFile[]
  /** Instead of all that: something that the server knows already. */
  readonly known?: MediaSticker | MediaVideo
}

export interface PageLife {
  /** Seen and in focus. */
  attentive(): boolean
  onAttention(run: (attentive: boolean) => void): void
  onOnline(run: () => void): void
  canInstall(): boolean
  install(): Promise<void>
  onUpdateReady(run: () => void): void
  reload(): void
}

export interface MediaTools {
  /** Re-encodes a picture so that it fits 2560 px and carries no place or camera. */
  shrink(picture: Blob): Promise<{ readonly file: Blob; readonly width: number; readonly height: number }>
  measureVideo(video: Blob): Promise<{ readonly width: number; readonly height: number; readonly duration: number }>
  record(): Promise<Tape>
}

export interface Tape {
  level(): number
  seconds(): number
  stop(): Promise<{ readonly file: Blob; readonly duration: number; readonly waveform: readonly number[] }>
  cancel(): void
}

export interface Notices {
  allow(): Promise<boolean>
  show(notice: { readonly title: string; readonly body: string; readonly tag: string; readonly icon?: string; readonly opened: () => void }): void
  ping(): void
  /** Number on the installed app's icon and before the page's title. */
  badge(count: number): void
}

export interface Desk {
  copy(text: string, html?: string): Promise<void>
  save(file: Blob, name: string): void
  url(file: Blob): string
  /** The address is not used any more. */
  release(url: string): void
}
