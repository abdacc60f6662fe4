// Runs with `telegram` (gramjs) in the folder given: reads our bytes, writes its own. Questions and answers are JSON.
const { readFileSync } = require('node:fs')
const modules = `${process.argv[2]}/node_modules`
const { BinaryReader } = require(`${modules}/telegram/extensions/BinaryReader.js`)
const { tlobjects } = require(`${modules}/telegram/tl/AllTLObjects.js`)
const bigInt = require(`${modules}/big-integer`)

const snake = (name) => (/_/.test(name) ? name : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())
const hidden = new Set(['CONSTRUCTOR_ID', 'SUBCLASS_OF_ID', 'className', 'classType', 'originalArgs', 'flags', 'flags2'])

// A plain form of what the library read.
function show(value) {
  if (bigInt.isInstance(value)) return { long: value.toString() }
  if (Buffer.isBuffer(value)) return { hex: value.toString('hex') }
  if (Array.isArray(value)) return value.map(show)
  if (value === null || typeof value !== 'object') return value
  const given = Object.entries(value.originalArgs).filter(([name, field]) => !/^flags2?$/.test(name) && field !== undefined && field !== null)
  return { _: value.CONSTRUCTOR_ID, ...Object.fromEntries(given.map(([name, field]) => [snake(name), show(field)])) }
}

// An object of the library's from its plain form.
function build(value) {
  if (Array.isArray(value)) return value.map(build)
  if (value === null || typeof value !== 'object') return value
  if ('long' in value) return bigInt(value.long)
  if ('hex' in value) return Buffer.from(value.hex, 'hex')
  const fields = Object.entries(value).filter(([name]) => name !== '_')
  return new tlobjects[value._](Object.fromEntries(fields.map(([name, field]) => [camel(name), build(field)])))
}

const read = (data) => {
  const value = new BinaryReader(Buffer.from(data, 'hex')).tgReadObject()
  return { fields: show(value), hex: value.getBytes().toString('hex') }
}

const map = (object, change) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]))
const question = JSON.parse(readFileSync(0, 'utf8'))
const answer = {
  objects: map(question.objects, read),
  requests: map(question.requests, (value) => build(value).getBytes().toString('hex')),
}
process.stdout.write(JSON.stringify(answer))
