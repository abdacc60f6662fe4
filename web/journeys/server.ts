import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** The command line of the server; `make setup` puts it there. */
const angarium = process.env.ANGARIUM_BIN ?? join(root, '.venv/bin/angarium')

/** A port that nobody has at this moment. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}

/** A real server on a data folder of its own, as a user would start it. */
export class Server {
  private process: ChildProcess | undefined
  private log = ''

  private constructor(private readonly data: string, readonly port: number) {}

  static async start(settings = ''): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), 'angarium-journey-')), await freePort())
    await server.set(settings)
    await server.run()
    return server
  }

  /** Writes `angarium.toml`; it is read at the next start. */
  async set(settings: string): Promise<void> {
    await writeFile(join(this.data, 'angarium.toml'), settings)
  }

  /** The server's own key, as the operator has it. */
  get keyFile(): string {
    return join(this.data, 'server.key')
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  private get environment(): NodeJS.ProcessEnv {
    return { ...process.env, ANGARIUM_DATA: this.data, ANGARIUM_LISTEN: `127.0.0.1:${this.port}` }
  }

  /** Starts it and waits until it says who it is. */
  async run(): Promise<void> {
    const child = this.process = spawn(angarium, ['serve'], { env: this.environment, cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => { this.log += text.toString() })
    for (const end = Date.now() + 30_000; Date.now() < end;) {
      if (child.exitCode !== null) break
      const answer = await fetch(`${this.url}/angarium/info`).catch(() => undefined)
      if (answer?.ok) return
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    throw new Error(`the server did not start:\n${this.log}`)
  }

  async halt(): Promise<void> {
    if (!this.process || this.process.exitCode !== null) return
    this.process.kill('SIGTERM')
    await once(this.process, 'exit')
  }

  async stop(): Promise<void> {
    await this.halt()
    await rm(this.data, { recursive: true, force: true })
  }

  /** The login code that waits for a number, as the operator reads it. */
  async code(phone: string): Promise<string> {
    for (let tries = 50; ; tries--) {
      try {
        const { stdout } = await promisify(execFile)(angarium, ['code', phone], { env: this.environment, cwd: root })
        const code = /\d{4,6}/.exec(stdout.replace(phone, ''))?.[0]
        if (code) return code
      } catch (error) {
        if (!tries) throw error
      }
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }

  /** A command, as the operator types it; what it prints. */
  async command(...typed: string[]): Promise<string> {
    return (await promisify(execFile)(angarium, typed, { env: this.environment, cwd: root })).stdout
  }

  /** What it wrote since it was started: shown when a journey fails. */
  get words(): string {
    return this.log
  }
}
