import { writeFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'
import type { Person, Server } from './world'

const results = fileURLToPath(new URL('../test-results/', import.meta.url))

/** When a journey fails: what everyone saw, what their pages complained of, and what the server wrote. */
export function witness(people: () => readonly (Person | undefined)[], server: () => Server | undefined): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    await mkdir(results, { recursive: true })
    const name = task.name.replace(/\W+/g, '-').slice(0, 60)
    for (const person of people()) {
      const who = `${name}-${person?.name.split(' ')[0]}`
      await person?.page.screenshot({ path: join(results, `${who}.png`) }).catch(() => undefined)
      await writeFile(join(results, `${who}.txt`), person?.faults.join('\n') ?? '')
    }
    await writeFile(join(results, `${name}-server.txt`), server()?.words ?? '')
  })
}
