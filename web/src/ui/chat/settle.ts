/** Frames after which a place that won't hold still is let be, and for how many it must have stayed. */
const TRIES = 90
const CALM = 3

const frame = (): Promise<unknown> => new Promise(done => requestAnimationFrame(done))

/**
 * Goes to a line whose place is only known when the lines around it have been drawn and measured: goes again whenever
 * it has moved, until it stays.
 * @param off how many pixels the view is from there @param over whether somebody wants to be elsewhere by now
 */
export async function settle(go: () => void, off: () => number, over: () => boolean): Promise<void> {
  for (let calm = 0, tries = 0; calm < CALM && tries < TRIES && !over(); tries++) {
    if (off() <= 1) calm++
    else {
      calm = 0
      go()
    }
    await frame()
  }
}
