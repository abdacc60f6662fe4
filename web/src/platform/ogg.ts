/** Takes the Opus packets out of the WebM that Chromium records and puts them into Ogg, byte for byte. */

// https://www.rfc-editor.org/rfc/rfc9559 (Matroska): the few elements that matter
const SEGMENT = 0x18538067
const CLUSTER = 0x1f43b675
const TRACKS = 0x1654ae6b
const TRACK_ENTRY = 0xae
const CODEC_PRIVATE = 0x63a2
const SIMPLE_BLOCK = 0xa3
const BLOCK_GROUP = 0xa0
const BLOCK = 0xa1
const inside = new Set([SEGMENT, CLUSTER, TRACKS, TRACK_ENTRY, BLOCK_GROUP])

interface Found { head: Uint8Array | undefined; readonly packets: Uint8Array[] }

function* elements(data: Uint8Array, from: number, to: number): Generator<{ id: number; from: number; to: number }> {
  let at = from
  while (at < to) {
    const id = vint(data, at, false)
    const size = vint(data, at + id.length, true)
    const start = at + id.length + size.length
    // A recording that is still running does not know how long it will be: it reaches to the end.
    const end = size.unknown ? to : Math.min(to, start + size.value)
    yield { id: id.value, from: start, to: end }
    at = end
  }
}

/** A number of 1–8 bytes; the first tells how many. https://www.rfc-editor.org/rfc/rfc8794#section-4 */
function vint(data: Uint8Array, at: number, strip: boolean): { value: number; length: number; unknown: boolean } {
  const first = data[at] ?? 0
  const length = first ? Math.clz32(first) - 23 : 8
  let value = strip ? first & (0xff >> length) : first
  let ones = (first | (0xff << (8 - length)) & 0xff) === 0xff
  for (let next = 1; next < length; next++) {
    const byte = data[at + next] ?? 0
    value = value * 256 + byte
    ones &&= byte === 0xff
  }
  return { value, length, unknown: strip && ones }
}

function collect(data: Uint8Array, from: number, to: number, found: Found): Found {
  for (const element of elements(data, from, to)) {
    if (inside.has(element.id)) collect(data, element.from, element.to, found)
    else if (element.id === CODEC_PRIVATE) found.head ??= data.subarray(element.from, element.to)
    // Track number (1 byte here), time (2), flags (1), then the packet.
    else if (element.id === SIMPLE_BLOCK || element.id === BLOCK) found.packets.push(data.subarray(element.from + 4, element.to))
  }
  return found
}

/** Samples at 48 kHz in a packet. https://www.rfc-editor.org/rfc/rfc6716#section-3.1 */
export function samplesOf(packet: Uint8Array): number {
  const toc = packet[0] ?? 0
  const config = toc >> 3
  const frame = config < 12 ? [480, 960, 1920, 2880][config & 3]! : config < 16 ? [480, 960][config & 1]! : [120, 240, 480, 960][config & 3]!
  const code = toc & 3
  return frame * (code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 63)
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24
  for (let bit = 0; bit < 8; bit++) rest = rest & 0x80000000 ? rest << 1 ^ 0x04c11db7 : rest << 1
  return rest
})

/** One page. https://www.rfc-editor.org/rfc/rfc3533#section-6 @param kind 2 = first, 4 = last */
function page(packets: readonly Uint8Array[], kind: number, position: number, sequence: number): Uint8Array {
  const lacing = packets.flatMap(packet => [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255])
  const body = packets.reduce((sum, packet) => sum + packet.length, 0)
  const bytes = new Uint8Array(27 + lacing.length + body)
  const view = new DataView(bytes.buffer)
  bytes.set([0x4f, 0x67, 0x67, 0x53, 0, kind])
  view.setBigUint64(6, BigInt(position), true)
  view.setUint32(14, 0x416e6761, true)
  view.setUint32(18, sequence, true)
  bytes[26] = lacing.length
  bytes.set(lacing, 27)
  let at = 27 + lacing.length
  for (const packet of packets) {
    bytes.set(packet, at)
    at += packet.length
  }
  view.setUint32(22, bytes.reduce((crc, byte) => (crc << 8 ^ crcTable[(crc >>> 24 ^ byte) & 0xff]!) >>> 0, 0), true)
  return bytes
}

const text = (letters: string): Uint8Array => new TextEncoder().encode(letters)

/** "OpusHead" and "OpusTags" go before the sound. https://www.rfc-editor.org/rfc/rfc7845#section-5 */
const tags = (): Uint8Array => Uint8Array.from([...text('OpusTags'), 8, 0, 0, 0, ...text('Angarium'), 0, 0, 0, 0])
const defaultHead = (): Uint8Array => Uint8Array.from([...text('OpusHead'), 1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0])

/** Segments of at most 255 bytes that one page can hold. */
const SEGMENTS = 255

export function webmToOgg(webm: Uint8Array): Uint8Array<ArrayBuffer> {
  const { head, packets } = collect(webm, 0, webm.length, { head: undefined, packets: [] })
  const pages = [page([head ?? defaultHead()], 2, 0, 0), page([tags()], 0, 0, 1)]
  let position = 0
  let waiting: Uint8Array[] = []
  let segments = 0
  const flush = (last: boolean): void => {
    pages.push(page(waiting, last ? 4 : 0, position, pages.length))
    waiting = []
    segments = 0
  }
  for (const packet of packets) {
    const needed = Math.floor(packet.length / 255) + 1
    if (segments + needed > SEGMENTS || waiting.length >= 50) flush(false)
    waiting.push(packet)
    segments += needed
    position += samplesOf(packet)
  }
  flush(true)
  const ogg = new Uint8Array(pages.reduce((sum, bytes) => sum + bytes.length, 0))
  let at = 0
  for (const bytes of pages) {
    ogg.set(bytes, at)
    at += bytes.length
  }
  return ogg
}
