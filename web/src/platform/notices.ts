import type { Notices } from './api'

/** The browser's notifications, a soft sound, and the count on the icon. */
export class BrowserNotices implements Notices {
  private audio: AudioContext | undefined
  private readonly title = document.title

  async allow(): Promise<boolean> {
    return 'Notification' in window && await Notification.requestPermission() === 'granted'
  }

  show({ title, body, tag, icon, opened }: Parameters<Notices['show']>[0]): void {
    if (!('Notification' in window) || Notification.permission !== 'granted') return
    try {
      const notice = new Notification(title, { body, tag, silent: true, icon: icon ?? '/icon-192.png' })
      notice.onclick = () => { window.focus(); opened(); notice.close() }
    } catch {
      // Chrome on Android shows them through the service worker alone.
      void navigator.serviceWorker.ready.then(registration => registration.showNotification(title, { body, tag, icon: icon ?? '/icon-192.png' }))
    }
  }

  /** Two soft tones, made here: no file to load. */
  ping(): void {
    try {
      this.audio ??= new AudioContext()
      const { currentTime, destination } = this.audio
      for (const [at, pitch] of [[0, 660], [0.09, 880]] as const) {
        const tone = this.audio.createOscillator()
        const loudness = this.audio.createGain()
        tone.frequency.value = pitch
        loudness.gain.setValueAtTime(0.0001, currentTime + at)
        loudness.gain.exponentialRampToValueAtTime(0.08, currentTime + at + 0.02)
        loudness.gain.exponentialRampToValueAtTime(0.0001, currentTime + at + 0.25)
        tone.connect(loudness).connect(destination)
        tone.start(currentTime + at)
        tone.stop(currentTime + at + 0.3)
      }
    } catch {
      // A page that was never clicked may make no sound.
    }
  }

  badge(count: number): void {
    document.title = count ? `(${count}) ${this.title}` : this.title
    const app = navigator as Navigator & { setAppBadge?: (count: number) => Promise<void> }
    app.setAppBadge?.(count).catch(() => undefined)
  }
}
