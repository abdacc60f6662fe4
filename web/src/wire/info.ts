import type { ServerInfo } from '../state/model'

/** Everything the server says of itself: the public part, and what the connection needs. */
export interface Info extends ServerInfo { readonly dc: number; readonly publicKeyPem: string }

const ADDRESS = '/angarium/info'
const KEPT = 'angarium-info'

/**
 * Asks the server who it is. No key is built in: it comes from the same origin as this code. The last answer is kept,
 * so that the page also starts while the server cannot be reached.
 */
export async function fetchInfo(): Promise<Info> {
  try {
    const response = await fetch(ADDRESS, { cache: 'no-store', signal: AbortSignal.timeout(10_000) })
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    const kept = await caches.open(KEPT)
    await kept.put(ADDRESS, response.clone())
    return await response.json() as Info
  } catch (error) {
    const kept = await caches.match(ADDRESS, { cacheName: KEPT })
    if (kept) return await kept.json() as Info
    throw error
  }
}
