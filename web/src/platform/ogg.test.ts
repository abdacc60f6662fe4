import { describe, expect, it } from 'vitest'
import { samplesOf, webmToOgg } from './ogg'
import { bars } from './tape'

const element = (id: number[], body: number[], unknown = false): number[] => [...id, ...(unknown ? [0x01, 255, 255, 255, 255, 255, 255, 255] : [0x40 | body.length >> 8, body.length & 255]), ...body]
const block = (packet: number[]): number[] => element([0xa3], [0x81, 0, 0, 0x80, ...packet])
// TOC 0x78: CELT, 20 ms, one frame (RFC 6716, 3.1)
const packets = [[0x78, 1, 2, 3], [0x78, ...Array<number>(600).fill(7)], [0x78, 9]]
const head = [...'OpusHead'].map(letter => letter.charCodeAt(0)).concat([1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0])
const webm = Uint8Array.from(element([0x18, 0x53, 0x80, 0x67], [
  ...element([0x16, 0x54, 0xae, 0x6b], element([0xae], element([0x63, 0xa2], head))),
  ...element([0x1f, 0x43, 0xb6, 0x75], packets.flatMap(block), true),
], true))

function pagesOf(ogg: Uint8Array): { kind: number; position: bigint; packets: Uint8Array[] }[] {
  const pages = []
  for (let at = 0; at < ogg.length;) {
    const view = new DataView(ogg.buffer, at)
    expect(String.fromCharCode(...ogg.slice(at, at + 4))).toBe('OggS')
    const lacing = [...ogg.slice(at + 27, at + 27 + ogg[at + 26]!)]
    const found: Uint8Array[] = []
    let from = at + 27 + lacing.length
    let length = 0
    for (const segment of lacing) {
      length += segment
      if (segment === 255) continue
      found.push(ogg.slice(from, from + length))
      from += length
      length = 0
    }
    pages.push({ kind: ogg[at + 5]!, position: view.getBigUint64(6, true), packets: found })
    at = from
  }
  return pages
}

describe('WebM to Ogg', () => {
  it('carries every Opus packet over unchanged', () => {
    const pages = pagesOf(webmToOgg(webm))
    expect(pages.map(page => page.kind)).toEqual([2, 0, 4])
    expect([...pages[0]!.packets[0]!]).toEqual(head)
    expect(String.fromCharCode(...pages[1]!.packets[0]!.slice(0, 8))).toBe('OpusTags')
    expect(pages[2]!.packets.map(packet => [...packet])).toEqual(packets)
    expect(pages[2]!.position).toBe(3n * 960n)
  })

  it.each([[[0x78], 960], [[0x08], 960], [[0x79], 1920], [[0x7b, 3], 2880], [[0x60], 480]])('counts the samples of %j', (packet, samples) => {
    expect(samplesOf(Uint8Array.from(packet))).toBe(samples)
  })
})

describe('a waveform', () => {
  it('has a hundred bars, the loudest full', () => {
    const wave = bars(Array.from({ length: 40 }, (_, at) => at / 80))
    expect(wave).toHaveLength(100)
    expect(Math.max(...wave)).toBe(31)
    expect(bars([])).toEqual([])
  })
})
