import { Failure } from '../state/failure'
import type { Session } from '../state/model'
import type { QrStep, SignedIn } from '../wire/api'
import type { At } from './at'

/** A QR code is renewed this many seconds before it ends. */
const EARLY = 3

/** From the first page to the list of chats, one step of `session` after the other. */
export class Signing {
  private qrTimer: ReturnType<typeof setTimeout> | undefined
  private showing = false

  constructor(private readonly at: At) {}

  private go(session: Session): void {
    this.at.tell({ type: 'session', session })
  }

  private enter(step: SignedIn, phone: string): void {
    if (step.step === 'ready') this.at.tell({ type: 'signedIn', me: step.me })
    else if (step.step === 'signUp') this.go({ ...step, phone })
    else this.go(step)
  }

  private codeStep(): Extract<Session, { step: 'code' }> {
    const { session } = this.at.state
    if (session.step === 'code') return session
    if (this.last) return this.last
    throw new Failure('PHONE_CODE_EXPIRED', 400)
  }
  /** The step before signing up, which needs its hash as well. */
  private last: Extract<Session, { step: 'code' }> | undefined

  async sendCode(phone: string): Promise<void> {
    const code = await this.at.ask('sendCode', [phone])
    this.last = { step: 'code', phone, code }
    this.go(this.last)
  }

  async resendCode(): Promise<void> {
    const { phone, code } = this.codeStep()
    this.last = { step: 'code', phone, code: await this.at.ask('resendCode', [phone, code.hash]) }
    this.go(this.last)
  }

  async signIn(typed: string): Promise<void> {
    const { phone, code } = this.codeStep()
    this.enter(await this.at.ask('signIn', [phone, code.hash, typed]), phone)
  }

  async signUp(firstName: string, lastName: string, invite?: string): Promise<void> {
    const { phone, code } = this.codeStep()
    this.enter(await this.at.ask('signUp', [phone, code.hash, firstName, lastName, invite]), phone)
  }

  async checkPassword(password: string): Promise<void> {
    this.enter(await this.at.ask('checkPassword', [password]), '')
  }

  requestRecovery(): Promise<string> {
    return this.at.ask('requestRecovery', [])
  }

  async recoverPassword(code: string): Promise<void> {
    this.enter(await this.at.ask('recoverPassword', [code]), '')
  }

  async startQr(): Promise<void> {
    this.showing = true
    await this.nextQr()
  }

  /** Shows a fresh code, or goes on when the last one was accepted. */
  async nextQr(): Promise<void> {
    clearTimeout(this.qrTimer)
    if (!this.showing) return
    const step: QrStep = await this.at.ask('qr', [])
    if (!this.showing) return
    if (step.step !== 'qr') {
      this.showing = false
      return this.enter(step, '')
    }
    this.go(step)
    const wait = Math.max(1, step.expires - EARLY - Date.now() / 1000) * 1000
    this.qrTimer = setTimeout(() => this.at.background(this.nextQr()), Math.min(wait, 60_000))
  }

  backToPhone(): void {
    this.showing = false
    clearTimeout(this.qrTimer)
    this.go({ step: 'phone' })
  }
}
