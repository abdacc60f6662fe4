/** Where the lines of a chart run, in units of its box. Pure. */
import type { Chart } from '../../state/model'

export interface Box { readonly width: number; readonly height: number }

/** A round number not below the greatest: what the scale ends at. */
export function topOf(greatest: number): number {
  if (greatest <= 4) return 4
  const power = 10 ** Math.floor(Math.log10(greatest))
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map(step => step * power).find(step => step >= greatest) ?? greatest
}

/** The values of every line one upon the other, where the chart stacks them; hidden ones count as nothing. */
export function stackOf({ lines, stacked }: Pick<Chart, 'lines' | 'stacked'>, hidden: ReadonlySet<number>): readonly { readonly low: readonly number[]; readonly high: readonly number[] }[] {
  let below: readonly number[] = lines[0]?.values.map(() => 0) ?? []
  return lines.map(({ values }, at) => {
    const low = stacked ? below : values.map(() => 0)
    const high = hidden.has(at) ? low : values.map((value, i) => value + (stacked ? low[i] ?? 0 : 0))
    if (stacked) below = high
    return { low, high }
  })
}

const point = (value: number): string => value.toFixed(1)

export function pathOf(values: readonly number[], top: number, { width, height }: Box, step = false): string {
  const x = (at: number): number => values.length > 1 ? at / (values.length - 1) * width : width / 2
  const y = (value: number): number => height - value / top * height
  return values.map((value, at) => at === 0 ? `M${point(x(0))} ${point(y(value))}` : step ? `H${point(x(at))}V${point(y(value))}` : `L${point(x(at))} ${point(y(value))}`).join('')
}

/** A filled band between two lines. */
export function bandOf(low: readonly number[], high: readonly number[], top: number, box: Box): string {
  const back = pathOf([...low].reverse(), top, box).replace(/^M/, 'L').replace(/([ML])([\d.]+) /g, (_, letter: string, x: string) => `${letter}${point(box.width - Number(x))} `)
  return `${pathOf(high, top, box)}${back}Z`
}
