import { describe, expect, it } from 'vitest'
import { bandOf, pathOf, stackOf, topOf } from './draw'

const box = { width: 100, height: 50 }

describe('charts', () => {
  it('end their scale at a round number', () => {
    expect([0, 3, 7, 12, 15, 99, 480, 1_001].map(topOf)).toEqual([4, 4, 8, 15, 15, 100, 500, 1_500])
  })
  it('run from edge to edge, upwards', () => {
    expect(pathOf([0, 5, 10], 10, box)).toBe('M0.0 50.0L50.0 25.0L100.0 0.0')
    expect(pathOf([0, 10], 10, box, true)).toBe('M0.0 50.0H100.0V0.0')
    expect(pathOf([5], 10, box)).toBe('M50.0 25.0')
  })
  it('stack what is shown, and nothing of what is hidden', () => {
    const lines = [{ name: 'a', values: [1, 2] }, { name: 'b', values: [3, 4] }, { name: 'c', values: [5, 6] }]
    expect(stackOf({ lines, stacked: true }, new Set([1])).map(({ high }) => high)).toEqual([[1, 2], [1, 2], [6, 8]])
    expect(stackOf({ lines, stacked: false }, new Set()).map(({ low }) => low)).toEqual([[0, 0], [0, 0], [0, 0]])
  })
  it('fill the band between two lines', () => {
    expect(bandOf([0, 0], [10, 5], 10, box)).toBe('M0.0 0.0L100.0 25.0L100.0 50.0L0.0 50.0Z')
  })
})
