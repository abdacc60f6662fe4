import { defineConfig } from 'vitest/config'

/** Real browsers against a real server: few, slow, decisive. One after the other, because they share two cores. */
export default defineConfig({
  test: { include: ['journeys/*.test.ts'], environment: 'node', fileParallelism: false, testTimeout: 60_000, hookTimeout: 90_000, bail: 3 },
})
