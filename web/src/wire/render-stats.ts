import type { tl } from '@mtcute/web'
import type { Chart } from '../state/model'

const HOURS = 24

/** https://core.telegram.org/api/stats#rendering-graphs; undefined where there is nothing to draw. */
export function renderChart(graph: tl.TypeStatsGraph): Chart | undefined {
  if (graph._ !== 'statsGraph') return undefined
  const { columns, types, names, stacked } = JSON.parse(graph.json.data) as {
    readonly columns: readonly (readonly [string, ...number[]])[]
    readonly types: { readonly [column: string]: string }
    readonly names: { readonly [column: string]: string }
    readonly stacked?: boolean
  }
  const valuesOf = ([, ...values]: readonly [string, ...number[]]): readonly number[] => values
  const x = columns.find(([name]) => types[name] === 'x')
  const lines = columns.filter(([name]) => types[name] !== 'x')
  const first = lines[0] && types[lines[0][0]]
  if (!x || !first || x.length < 3) return undefined
  const form = first === 'bar' || first === 'area' || first === 'step' ? first : 'line'
  return {
    form, x: valuesOf(x), stacked: !!stacked || form === 'area', hours: valuesOf(x).every(at => at < HOURS),
    lines: lines.map(column => ({ name: names[column[0]] ?? column[0], values: valuesOf(column) })),
  }
}
