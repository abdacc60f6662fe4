// Runs with @mtcute/core in the folder given: reads our bytes, writes its own. Questions and answers are JSON.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const root = process.argv[2]
const core = `${root}/node_modules/@mtcute/core`
const load = (path) => import(pathToFileURL(path).href)
const { TlBinaryReader, TlBinaryWriter } = await load(`${root}/node_modules/@mtcute/tl-runtime/index.js`)
const { __tlReaderMap } = await load(`${core}/tl/binary/reader.js`)
const { __tlWriterMap } = await load(`${core}/tl/binary/writer.js`)
const Long = createRequire(`${core}/index.js`)('long')
const schema = JSON.parse(readFileSync(`${core}/tl/api-schema.json`, 'utf8')).e
const mtproto = JSON.parse(readFileSync(`${core}/tl/mtp-schema.json`, 'utf8'))
const entries = new Map(schema.map((entry) => [entry.name, entry]))

const camel = (name) => name.replace(/_([a-zA-Z])/g, (_, letter) => letter.toUpperCase())
const spellings = new Map(schema.concat(mtproto).flatMap((entry) => entry.arguments ?? []).map((field) => [camel(field.name), field.name]))
const snake = (name) => spellings.get(name) ?? name

// A plain form of what the library read.
function show(value) {
  if (Long.isLong(value)) return { long: value.toString() }
  if (ArrayBuffer.isView(value)) return { hex: Buffer.from(value).toString('hex') }
  if (Array.isArray(value)) return value.map(show)
  if (value === null || typeof value !== 'object') return value
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return Object.fromEntries(fields.map(([name, field]) => [name === '_' ? name : snake(name), show(field)]))
}

// An object of the library's from its plain form; it wants a Long where its schema says long, a number for int53.
function build(value, type) {
  if (Array.isArray(value)) return value.map((item) => build(item, type))
  if (value?.long) return Long.fromString(value.long)
  if (type === 'long') return Long.fromString(String(value))
  if (value === null || typeof value !== 'object') return value
  if ('hex' in value) return new Uint8Array(Buffer.from(value.hex, 'hex'))
  const types = Object.fromEntries((entries.get(value._)?.arguments ?? []).map((field) => [field.name, field.type]))
  const fields = Object.entries(value).map(([name, field]) => (name === '_' ? [name, field] : [camel(name), build(field, types[name])]))
  return Object.fromEntries(fields)
}

function read(data) {
  const value = TlBinaryReader.deserializeObject(__tlReaderMap, new Uint8Array(Buffer.from(data, 'hex')))
  return { fields: show(value), hex: write(value) }
}

const write = (value) => Buffer.from(TlBinaryWriter.serializeObject(__tlWriterMap, value)).toString('hex')
const map = (object, change) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]))

const question = JSON.parse(readFileSync(0, 'utf8'))
const answer = { objects: map(question.objects, read), requests: map(question.requests, (value) => write(build(value))) }
process.stdout.write(JSON.stringify(answer))
