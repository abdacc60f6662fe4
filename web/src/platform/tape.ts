import type { Tape } from './api'
import { webmToOgg } from './ogg'

/** Bars of a waveform, and their height. https://core.telegram.org/constructor/documentAttributeAudio */
const BARS = 100
const TALLEST = 31
/** Milliseconds between two looks at the loudness. */
const LOOK = 50

/** Records the microphone as Opus; other clients take a voice message in an Ogg container only. */
export async function record(): Promise<Tape> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } })
  const ogg = MediaRecorder.isTypeSupported('audio/ogg;codecs=opus')
  const recorder = new MediaRecorder(stream, { mimeType: ogg ? 'audio/ogg;codecs=opus' : 'audio/webm;codecs=opus', audioBitsPerSecond: 32_000 })
  const ear = listen(stream)
  const pieces: Blob[] = []
  recorder.ondataavailable = ({ data }) => pieces.push(data)
  const ended = new Promise<void>(resolve => { recorder.onstop = () => resolve() })
  const started = performance.now()
  recorder.start()

  const seconds = (): number => (performance.now() - started) / 1000
  const end = (): void => {
    if (recorder.state !== 'inactive') recorder.stop()
    for (const track of stream.getTracks()) track.stop()
    ear.close()
  }
  return {
    level: () => ear.peaks.at(-1) ?? 0,
    seconds,
    async stop() {
      const duration = seconds()
      end()
      await ended
      const raw = new Blob(pieces)
      const file = ogg ? new Blob([raw], { type: 'audio/ogg' }) : new Blob([webmToOgg(new Uint8Array(await raw.arrayBuffer()))], { type: 'audio/ogg' })
      return { file, duration, waveform: bars(ear.peaks) }
    },
    cancel: end,
  }
}

/** Loudness 0…1, looked at every 50 ms. */
function listen(stream: MediaStream): { readonly peaks: readonly number[]; close(): void } {
  const audio = new AudioContext()
  const analyser = audio.createAnalyser()
  analyser.fftSize = 1024
  audio.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const peaks: number[] = []
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    peaks.push(Math.min(1, samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0)))
  }, LOOK)
  return { peaks, close: () => { clearInterval(timer); if (audio.state !== 'closed') void audio.close() } }
}

/** A hundred bars, the loudest of them full. */
export function bars(peaks: readonly number[]): number[] {
  if (!peaks.length) return []
  const loudest = Math.max(...peaks, 0.01)
  return Array.from({ length: BARS }, (_, bar) => {
    const from = Math.floor(bar * peaks.length / BARS)
    const piece = peaks.slice(from, Math.max(from + 1, Math.floor((bar + 1) * peaks.length / BARS)))
    return Math.round(Math.max(...piece) / loudest * TALLEST)
  })
}
