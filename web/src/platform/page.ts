import type { PageLife } from './api'

interface InstallPrompt extends Event { prompt(): Promise<unknown> }

/** A script's address as the content policy (Trusted Types) wants it. */
function trusted(url: string): string {
  const { trustedTypes } = window as unknown as { trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } } }
  const policy = trustedTypes?.createPolicy('angarium-service-worker', { createScriptURL: (address: string) => address === '/sw.js' ? address : '' })
  return policy ? policy.createScriptURL(url) : url
}

/** Whether the page is looked at, whether there is a network, and how it is installed and renewed. */
export class BrowserPage implements PageLife {
  private prompt: InstallPrompt | undefined
  private readonly renewals: (() => void)[] = []

  constructor() {
    addEventListener('beforeinstallprompt', event => {
      event.preventDefault()
      this.prompt = event as InstallPrompt
    })
    addEventListener('appinstalled', () => { this.prompt = undefined })
  }

  /** Keeps the page's own files, so that it starts without a network. */
  async keepShell(): Promise<void> {
    if (!('serviceWorker' in navigator)) return
    const registration = await navigator.serviceWorker.register(trusted('/sw.js'))
    registration.addEventListener('updatefound', () => {
      const { installing } = registration
      installing?.addEventListener('statechange', () => {
        if (installing.state === 'installed' && navigator.serviceWorker.controller) for (const run of this.renewals) run()
      })
    })
  }

  attentive(): boolean {
    return document.visibilityState === 'visible' && document.hasFocus()
  }

  onAttention(run: (attentive: boolean) => void): void {
    const tell = (): void => run(this.attentive())
    document.addEventListener('visibilitychange', tell)
    addEventListener('focus', tell)
    addEventListener('blur', tell)
    addEventListener('pagehide', () => run(false))
  }

  onOnline(run: () => void): void {
    addEventListener('online', run)
  }

  canInstall(): boolean {
    return this.prompt !== undefined
  }

  async install(): Promise<void> {
    await this.prompt?.prompt()
    this.prompt = undefined
  }

  onUpdateReady(run: () => void): void {
    this.renewals.push(run)
  }

  reload(): void {
    location.reload()
  }
}
