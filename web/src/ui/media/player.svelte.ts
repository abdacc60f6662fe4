/** One voice in the room: voice messages and music share one player, so that starting one stops the other. */
class Player {
  /** Key of the message that plays or is paused. */
  key = $state('')
  playing = $state(false)
  /** Seconds. */
  time = $state(0)
  length = $state(0)
  rate = $state(1)
  readonly #audio: HTMLAudioElement = new Audio()
  #frame = 0
  #ended: (() => void) | undefined

  constructor() {
    this.#audio.addEventListener('ended', () => {
      const ended = this.#ended
      this.stop()
      ended?.()
    })
    this.#audio.addEventListener('pause', () => (this.playing = false))
    this.#audio.addEventListener('play', () => {
      this.playing = true
      this.#follow()
    })
  }

  /** Plays from the beginning, or goes on when this one is paused. */
  play(key: string, url: string, length: number, ended?: () => void): void {
    if (this.key !== key) {
      this.key = key
      this.length = length
      this.time = 0
      this.#audio.src = url
    }
    this.#ended = ended
    this.#audio.playbackRate = this.rate
    void this.#audio.play().catch(() => this.stop())
  }

  pause(): void {
    this.#audio.pause()
  }

  /** @param part 0…1 */
  seek(part: number): void {
    this.time = part * this.length
    this.#audio.currentTime = this.time
  }

  nextRate(): void {
    this.rate = this.rate === 1 ? 1.5 : this.rate === 1.5 ? 2 : 1
    this.#audio.playbackRate = this.rate
  }

  stop(): void {
    this.#audio.pause()
    this.key = ''
    this.time = 0
  }

  #follow(): void {
    cancelAnimationFrame(this.#frame)
    this.time = this.#audio.currentTime
    if (this.playing) this.#frame = requestAnimationFrame(() => this.#follow())
  }
}

export const player = new Player()
