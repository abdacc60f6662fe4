import { writeFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import type { Reporter, TestModule } from 'vitest/node'

/** `make test` reads how every journey ended from the file that JOURNEYS_REPORT names. */
const report: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const tests = modules.flatMap(module => [...module.children.allTests()].map(test => ({ name: test.fullName, state: test.result().state })))
    const broken = modules.flatMap(module => module.errors().length ? [{ name: module.moduleId, state: 'failed' }] : [])
    if (process.env.JOURNEYS_REPORT) writeFileSync(process.env.JOURNEYS_REPORT, JSON.stringify([...tests, ...broken]))
  },
}

/** Real browsers against a real server: few, slow, decisive. One after the other, because they share two cores. */
export default defineConfig({
  test: {
    include: ['journeys/*.test.ts'], environment: 'node', fileParallelism: false, testTimeout: 60_000, hookTimeout: 90_000, bail: 3, expect: { poll: { timeout: 20_000 } },
    reporters: ['verbose', report],
  },
})
