/** A finger that pulls a message to the left answers it; a finger that rests opens its menu. */
import type { Action } from 'svelte/action'

const REACH = 56
const REST_MS = 450

export const swipe: Action<HTMLElement, () => void> = (node, reply) => {
  let from: { x: number; y: number; id: number } | null = null
  let shift = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const settle = (): void => {
    clearTimeout(timer)
    node.style.transition = 'transform 180ms ease-out'
    node.style.transform = ''
    if (shift <= -REACH) reply?.()
    from = null
    shift = 0
  }
  const down = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') return
    from = { x: event.clientX, y: event.clientY, id: event.pointerId }
    timer = setTimeout(() => {
      if (from && shift === 0) {
        node.dispatchEvent(new MouseEvent('contextmenu', { clientX: from.x, clientY: from.y, bubbles: true, cancelable: true }))
        from = null
      }
    }, REST_MS)
  }
  const move = (event: PointerEvent): void => {
    if (!from || event.pointerId !== from.id) return
    const dx = event.clientX - from.x
    if (Math.abs(event.clientY - from.y) > 12 && shift === 0) return void (clearTimeout(timer), (from = null))
    if (dx > -8 && shift === 0) return
    clearTimeout(timer)
    shift = Math.max(-REACH - 24, Math.min(0, dx))
    node.style.transition = ''
    node.style.transform = `translateX(${shift}px)`
  }
  node.addEventListener('pointerdown', down)
  node.addEventListener('pointermove', move)
  node.addEventListener('pointerup', settle)
  node.addEventListener('pointercancel', settle)
  node.style.touchAction = 'pan-y'
  return { update: next => void (reply = next), destroy: () => clearTimeout(timer) }
}
