/** Sizes of pictures in a chat, so that nothing jumps when they arrive. Pure. */
export interface Extent { readonly width: number; readonly height: number }

/** The biggest size inside `max` with the same shape; never blown up more than twice, never thinner than `min`. */
export function fit(size: Extent, max: Extent, min = 96): Extent {
  const width = size.width || max.width
  const height = size.height || max.width
  const scale = Math.min(max.width / width, max.height / height, 2)
  const clamp = (value: number, limit: number): number => Math.round(Math.min(limit, Math.max(min, value * scale)))
  return { width: clamp(width, max.width), height: clamp(height, max.height) }
}

export interface Tile { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** How many of `count` pictures stand in each row. */
function rowsOf(ratios: readonly number[]): number[] {
  const count = ratios.length
  if (count === 1) return [1]
  if (count === 2) return ratios[0]! + ratios[1]! > 3.2 ? [1, 1] : [2]
  if (count === 3) return ratios[0]! > 1.1 ? [1, 2] : [3]
  if (count === 4) return ratios[0]! > 1.4 ? [1, 3] : [2, 2]
  const rows: number[] = []
  let left = count
  while (left > 0) {
    const take = left === 4 || left === 2 ? 2 : Math.min(3, left)
    rows.push(take)
    left -= take
  }
  return rows.reverse()
}

/** Lays an album out in rows that fill the width exactly. Units are pixels. */
export function mosaic(sizes: readonly Extent[], width: number, gap = 2): { readonly tiles: readonly Tile[]; readonly height: number } {
  const ratios = sizes.map(size => Math.min(2.2, Math.max(0.55, (size.width || 1) / (size.height || 1))))
  const tiles: Tile[] = []
  let at = 0
  let y = 0
  for (const count of rowsOf(ratios)) {
    const row = ratios.slice(at, at + count)
    const room = width - gap * (count - 1)
    const sum = row.reduce((total, ratio) => total + ratio, 0)
    const height = Math.round(Math.min(Math.max(room / sum, 90), width * 0.8))
    let x = 0
    row.forEach((ratio, i) => {
      const wide = i === count - 1 ? width - x : Math.round((room * ratio) / sum)
      tiles.push({ x, y, width: wide, height })
      x += wide + gap
    })
    y += height + gap
    at += count
  }
  return { tiles, height: y - gap }
}

/** Squeezes or stretches loudness values to `count` bars of 0…1; the loudest value of each slice counts. */
export function bars(levels: readonly number[], count: number, top = 31): number[] {
  if (!levels.length) return Array.from({ length: count }, () => 0)
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * levels.length) / count)
    const to = Math.max(from + 1, Math.floor(((i + 1) * levels.length) / count))
    return Math.min(1, Math.max(...levels.slice(from, to)) / top)
  })
}
