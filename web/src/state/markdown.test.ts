import { describe, expect, it } from 'vitest'
import { parseMarkdown } from './markdown'

describe('typed marks', () => {
  it.each([
    ['**bold** text', 'bold text', [{ kind: 'bold', offset: 0, length: 4 }]],
    ['a __b__ ~~c~~ ||d||', 'a b c d', [{ kind: 'italic', offset: 2, length: 1 }, { kind: 'strike', offset: 4, length: 1 }, { kind: 'spoiler', offset: 6, length: 1 }]],
    ['**a __b__**', 'a b', [{ kind: 'bold', offset: 0, length: 3 }, { kind: 'italic', offset: 2, length: 1 }]],
    ['`**x**`', '**x**', [{ kind: 'code', offset: 0, length: 5 }]],
    ['```py\nx = 1\n```', 'x = 1', [{ kind: 'pre', offset: 0, length: 5, language: 'py' }]],
    ['[site](https://example.org)', 'site', [{ kind: 'link', offset: 0, length: 4, url: 'https://example.org' }]],
    ['2 ** 3 ** 4', '2 ** 3 ** 4', []],
    ['**never closed', '**never closed', []],
    ['  **x** ', 'x', [{ kind: 'bold', offset: 0, length: 1 }]],
    ['😀 **x**', '😀 x', [{ kind: 'bold', offset: 3, length: 1 }]],
  ])('%s', (source, text, entities) => {
    expect(parseMarkdown(source)).toEqual({ text, entities })
  })
})
