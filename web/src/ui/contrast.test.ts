/// <reference types="node" />
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Every text must be readable on its ground: WCAG 2.2 AA, 4.5 to 1 (https://www.w3.org/TR/WCAG22/#contrast-minimum). */
const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const [light, dark] = css.split(':root[data-theme="dark"]').map(part => new Map([...part.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(match => [match[1]!, match[2]!])))

const PAIRS: readonly (readonly [text: string, ...grounds: string[]])[] = [
  ['ink', 'paper', 'surface', 'surface-2', 'surface-3', 'canvas'],
  ['ink-2', 'paper', 'surface', 'surface-2', 'surface-3'],
  ['ink-3', 'paper', 'surface', 'surface-2'],
  ['accent-ink', 'paper', 'surface', 'surface-2', 'accent-soft', 'canvas'],
  ['on-accent', 'accent', 'accent-hover'],
  ['danger', 'paper', 'surface', 'danger-soft'],
  ['good', 'good-soft'],
  ['warn', 'warn-soft'],
  ['bubble-in-ink', 'bubble-in'],
  ['bubble-in-meta', 'bubble-in'],
  ['bubble-out-ink', 'bubble-out'],
  ['bubble-out-meta', 'bubble-out'],
  ['bubble-out-accent', 'bubble-out'],
  ['selected-ink', 'selected'],
  ['selected-ink-2', 'selected'],
]

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16) / 255).map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high! + 0.05) / (low! + 0.05)
}

describe.each([['light', light!], ['dark', dark!]])('%s', (_, tokens) => {
  it.each(PAIRS.flatMap(([text, ...grounds]) => grounds.map(ground => [text, ground] as const)))('%s on %s', (text, ground) => {
    expect(contrast(tokens.get(text)!, tokens.get(ground)!)).toBeGreaterThanOrEqual(4.5)
  })
})
