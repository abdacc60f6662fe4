/** Zoom and pan of the picture that fills the screen. Pure: positions in, a new transform out. */
export interface Transform { readonly x: number; readonly y: number; readonly scale: number }

export const REST: Transform = { x: 0, y: 0, scale: 1 }
const MOST = 8

/** Zooms by `factor` so that the point under the pointer stays under it; (px, py) is relative to the middle of the stage. */
export function zoomAt(from: Transform, factor: number, px: number, py: number): Transform {
  const scale = Math.min(MOST, Math.max(1, from.scale * factor))
  const ratio = scale / from.scale
  return scale === 1 ? REST : { scale, x: px - (px - from.x) * ratio, y: py - (py - from.y) * ratio }
}

/** Keeps the picture from being pushed off the stage. */
export function hold(to: Transform, picture: { width: number; height: number }, stage: { width: number; height: number }): Transform {
  const room = (size: number, view: number): number => Math.max(0, (size * to.scale - view) / 2)
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(-most, value))
  return { scale: to.scale, x: clamp(to.x, room(picture.width, stage.width)), y: clamp(to.y, room(picture.height, stage.height)) }
}
