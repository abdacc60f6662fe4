/**
 * Keeps the page's own files, so that it starts without a network and without waiting for one. Conversations do not
 * pass through here: they go over the worker's WebSocket.
 */

interface Shell { readonly build: string; readonly files: readonly string[] }
interface Lasting extends Event { waitUntil(work: Promise<unknown>): void }
interface Fetching extends Lasting { readonly request: Request; respondWith(response: Promise<Response>): void }
interface Clicked extends Lasting { readonly notification: Notification }
interface Scope {
  addEventListener(type: 'install' | 'activate', run: (event: Lasting) => void): void
  addEventListener(type: 'fetch', run: (event: Fetching) => void): void
  addEventListener(type: 'notificationclick', run: (event: Clicked) => void): void
  skipWaiting(): Promise<void>
  readonly clients: {
    claim(): Promise<void>
    matchAll(options: object): Promise<readonly { focus(): Promise<unknown> }[]>
    openWindow(url: string): Promise<unknown>
  }
  readonly location: Location
}

const scope = self as unknown as Scope
/** Put in by the build: see `shell` in vite.config.ts. */
declare const __SHELL__: Shell
const shell = __SHELL__
const name = `angarium-shell-${shell.build}`

async function install(): Promise<void> {
  const cache = await caches.open(name)
  await cache.addAll(['/', ...shell.files.filter(file => file !== 'index.html').map(file => `/${file}`)])
  await scope.skipWaiting()
}

async function activate(): Promise<void> {
  for (const old of await caches.keys()) if (old.startsWith('angarium-shell-') && old !== name) await caches.delete(old)
  await scope.clients.claim()
}

/** A page comes from the network when that answers soon, for the newest build; everything else bears its content's hash. */
async function page(request: Request): Promise<Response> {
  const kept = await caches.match('/', { cacheName: name })
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(kept ? 3_000 : 30_000) })
    if (fresh.ok || !kept) return fresh
  } catch {
    // No network: the kept page below.
  }
  return kept ?? Response.error()
}

scope.addEventListener('install', event => event.waitUntil(install()))
scope.addEventListener('activate', event => event.waitUntil(activate()))

scope.addEventListener('fetch', event => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== scope.location.origin) return
  if (event.request.mode === 'navigate' && (url.pathname === '/' || url.pathname === '/index.html')) event.respondWith(page(event.request))
  else if (shell.files.includes(url.pathname.slice(1))) {
    event.respondWith(caches.match(event.request, { ignoreSearch: true }).then(kept => kept ?? fetch(event.request)))
  }
})

scope.addEventListener('notificationclick', event => {
  event.notification.close()
  event.waitUntil(scope.clients.matchAll({ type: 'window' }).then(([first]) => first ? first.focus() : scope.clients.openWindow('/')))
})

export {}
