import { connectWs } from '@fuman/net'
import { IntermediatePacketCodec, ObfuscatedPacketCodec, type TelegramTransport } from '@mtcute/core'

/** Connections that die younger than this, in milliseconds, count as refused. */
const YOUNG = 5_000
const LONGEST_WAIT = 15_000

/** Upstream never gives back what it has decoded: its buffer grew with every byte received. */
class ReclaimingCodec extends ObfuscatedPacketCodec {
  override async decode(...args: Parameters<ObfuscatedPacketCodec['decode']>): ReturnType<ObfuscatedPacketCodec['decode']> {
    const frame = await super.decode(...args)
    ;(this as unknown as { readonly _decodeBuf: { reclaim(): void } })._decodeBuf.reclaim()
    return frame
  }
}

/**
 * The WebSocket at this page's own origin, whatever address the server gives for itself.
 *
 * mtcute forgets its back-off whenever a connection opens; behind an edge that accepts and closes at once it came 80
 * times a second. So the waiting is done here, by how long the last connections lived.
 */
export class SameOriginTransport implements TelegramTransport {
  private refused = 0

  async connect(dc: Parameters<TelegramTransport['connect']>[0]): ReturnType<TelegramTransport['connect']> {
    if (this.refused) await this.wait(Math.min(LONGEST_WAIT, 250 * 2 ** this.refused) * (0.5 + Math.random()))
    const { protocol, host } = self.location
    const url = `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/apiws?dc=${dc.id}`
    const connection = await connectWs({ url, implementation: WebSocket, protocols: 'binary' })
    const opened = Date.now()
    const { socket } = connection as unknown as { readonly socket: WebSocket }
    socket.addEventListener('close', () => { this.refused = Date.now() - opened < YOUNG ? this.refused + 1 : 0 })
    return connection
  }

  packetCodec(): ReclaimingCodec {
    return new ReclaimingCodec(new IntermediatePacketCodec())
  }

  /** Waits, but no longer than until the network comes back. */
  private wait(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      const done = (): void => { clearTimeout(timer); self.removeEventListener('online', done); resolve() }
      const timer = setTimeout(done, milliseconds)
      self.addEventListener('online', done)
    })
  }
}
