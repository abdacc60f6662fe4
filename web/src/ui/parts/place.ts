/** Where a floating box fits: beside its anchor, inside the window. Pure. */
export interface Box { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
export interface Size { readonly width: number; readonly height: number }

const EDGE = 8

/**
 * Below the anchor when there is room, else above it; aligned with its left or right side.
 * A point (a right-click) is an anchor without extent.
 */
export function place(anchor: Box, size: Size, window: Size, align: 'start' | 'end' = 'start', gap = 4): { left: number; top: number } {
  const wanted = align === 'start' ? anchor.left : anchor.right - size.width
  const left = Math.max(EDGE, Math.min(wanted, window.width - size.width - EDGE))
  const below = anchor.bottom + gap
  const above = anchor.top - gap - size.height
  const fitsBelow = below + size.height <= window.height - EDGE
  const top = fitsBelow ? below : above >= EDGE ? above : Math.max(EDGE, window.height - size.height - EDGE)
  return { left, top }
}
