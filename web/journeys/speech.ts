import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const RATE = 48_000
const SECONDS = 8

/** What the browsers' microphones hear: a hum that rises and falls like someone speaking. */
function speech(): Buffer {
  const samples = RATE * SECONDS
  const file = Buffer.alloc(44 + samples * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + samples * 2, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(RATE, 24)
  file.writeUInt32LE(RATE * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(samples * 2, 40)
  for (let at = 0; at < samples; at++) {
    const time = at / RATE
    const words = Math.max(0, Math.sin(time * 2.1) * 0.6 + Math.sin(time * 9.7) * 0.5 + Math.sin(time * 23) * 0.25)
    const voice = Math.sin(time * 2 * Math.PI * 170) * 0.6 + Math.sin(time * 2 * Math.PI * 510) * 0.3
    file.writeInt16LE(Math.round(Math.min(1, words * 0.7) * voice * 30_000), 44 + at * 2)
  }
  return file
}

let written: Promise<string> | undefined

/** The path of a sound file for Chromium's fake microphone. */
export function spokenFile(): Promise<string> {
  const path = join(tmpdir(), `angarium-speech-${process.pid}.wav`)
  return written ??= writeFile(path, speech()).then(() => path)
}
