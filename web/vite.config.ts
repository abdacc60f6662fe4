import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'

/** Tells the service worker which files make up the page, and gives every build a name of its own. */
function shell(): Plugin {
  return {
    name: 'angarium-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const worker = bundle['sw.js']
      if (worker?.type !== 'chunk') throw new Error('the service worker was not built as sw.js')
      const files = [...Object.keys(bundle), ...readdirSync('public')].filter(name => name !== 'sw.js' && !name.endsWith('.map')).sort()
      const build = createHash('sha256').update(JSON.stringify([files, worker.code])).digest('hex').slice(0, 12)
      worker.code = worker.code.replace('__SHELL__', JSON.stringify({ build, files }))
    },
  }
}

export default defineConfig({
  plugins: [svelte(), shell()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    // The content policy forbids inline code, and data: is for thumbnails alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/platform/service-worker.ts' },
      output: { entryFileNames: chunk => chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js' },
    },
  },
  // Keeps `new URL('./mtcute-simd.wasm', import.meta.url)` whole in the development server.
  optimizeDeps: { exclude: ['@mtcute/wasm'] },
  server: { proxy: { '/apiws': { target: process.env.ANGARIUM_URL ?? 'http://127.0.0.1:8080', ws: true }, '/angarium': process.env.ANGARIUM_URL ?? 'http://127.0.0.1:8080' } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
} as Parameters<typeof defineConfig>[0])
