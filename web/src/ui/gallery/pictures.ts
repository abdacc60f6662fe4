/** Pictures for the gallery, painted on the spot: nothing to download, nothing to license. */

export interface Picture { readonly url: string; readonly thumb: string; readonly width: number; readonly height: number }

function random(seed: number): () => number {
  let state = seed * 2654435761 % 4294967296
  return () => (state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296
}

const SKIES = [['#f6b27a', '#e8765a', '#5b3a66'], ['#bfe3f2', '#6db1d4', '#2d6a8e'], ['#fbe3b5', '#d9a05b', '#7b5a3b'], ['#d8e8d0', '#86b49a', '#345b50'], ['#2b2a55', '#5b4a86', '#d98a8a']] as const

/** Hills behind hills under a sky: good enough to judge a layout by. */
export function landscape(seed: number, width: number, height: number): Picture {
  const next = random(seed + 11)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const brush = canvas.getContext('2d')!
  const sky = SKIES[seed % SKIES.length]!
  const gradient = brush.createLinearGradient(0, 0, 0, height)
  sky.forEach((colour, i) => gradient.addColorStop(i / 2, colour))
  brush.fillStyle = gradient
  brush.fillRect(0, 0, width, height)
  brush.fillStyle = 'rgb(255 250 235 / 85%)'
  brush.beginPath()
  brush.arc(width * (0.2 + next() * 0.6), height * (0.2 + next() * 0.2), Math.min(width, height) * 0.07, 0, 7)
  brush.fill()
  for (let layer = 0; layer < 4; layer += 1) {
    const base = height * (0.45 + layer * 0.14)
    const waves = [next() * 6, next() * 6, 2 + next() * 3, 4 + next() * 5]
    brush.fillStyle = `color-mix(in srgb, ${sky[2]} ${45 + layer * 18}%, ${sky[0]})`
    brush.beginPath()
    brush.moveTo(0, height)
    for (let x = 0; x <= width; x += 4) {
      const t = x / width
      brush.lineTo(x, base + Math.sin(t * waves[2]! + waves[0]!) * height * 0.07 + Math.sin(t * waves[3]! + waves[1]!) * height * 0.03)
    }
    brush.lineTo(width, height)
    brush.fill()
  }
  const small = document.createElement('canvas')
  small.width = 20
  small.height = Math.max(1, Math.round((20 * height) / width))
  small.getContext('2d')!.drawImage(canvas, 0, 0, small.width, small.height)
  return { url: canvas.toDataURL('image/jpeg', 0.9), thumb: small.toDataURL('image/jpeg', 0.6), width, height }
}

export function face(seed: number): Picture {
  const next = random(seed + 3)
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 320
  const brush = canvas.getContext('2d')!
  const hue = Math.floor(next() * 360)
  brush.fillStyle = `hsl(${hue} 45% 78%)`
  brush.fillRect(0, 0, 320, 320)
  const skin = `hsl(${20 + next() * 15} ${40 + next() * 20}% ${45 + next() * 35}%)`
  brush.fillStyle = `hsl(${(hue + 180) % 360} 40% 38%)`
  brush.beginPath()
  brush.ellipse(160, 330, 130, 110, 0, 0, 7)
  brush.fill()
  brush.fillStyle = `hsl(${next() * 40} 45% ${12 + next() * 40}%)`
  brush.beginPath()
  brush.ellipse(160, 140, 92, 100, 0, 0, 7)
  brush.fill()
  brush.fillStyle = skin
  brush.beginPath()
  brush.ellipse(160, 160, 70, 84, 0, 0, 7)
  brush.fill()
  brush.fillRect(136, 220, 48, 40)
  return { url: canvas.toDataURL('image/jpeg', 0.9), thumb: canvas.toDataURL('image/jpeg', 0.1), width: 320, height: 320 }
}

/** A turning star as a Lottie animation. */
export function star(): string {
  const still = (k: unknown): object => ({ a: 0, k })
  const shapes = [{ ty: 'gr', it: [
    { ty: 'sr', sy: 1, pt: still(5), p: still([0, 0]), r: still(0), or: still(200), ir: still(95), is: still(0), os: still(0) },
    { ty: 'fl', c: still([0.94, 0.62, 0.2, 1]), o: still(100) }, { ty: 'tr', p: still([0, 0]), a: still([0, 0]), s: still([100, 100]), r: still(0), o: still(100) },
  ] }]
  const turn = { a: 1, k: [{ t: 0, s: [0], i: { x: [0.6], y: [1] }, o: { x: [0.4], y: [0] } }, { t: 60, s: [72] }] }
  const layer = { ty: 4, ip: 0, op: 60, st: 0, sr: 1, ks: { o: still(100), r: turn, p: still([256, 256, 0]), a: still([0, 0, 0]), s: still([100, 100, 100]) }, shapes }
  return URL.createObjectURL(new Blob([JSON.stringify({ v: '5.7', fr: 60, ip: 0, op: 60, w: 512, h: 512, layers: [layer] })]))
}
