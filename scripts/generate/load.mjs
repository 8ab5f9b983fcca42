// Reads all of schemas/ and resolves it: { kafkaVersion, apis, others, errors }. Messages without a valid version are left out.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { resolve } from './model.mjs'
import { parseMessages } from './notation.mjs'

const schemas = fileURLToPath(new URL('../../schemas', import.meta.url))

export function loadSchemas() {
  const apis = []
  const others = []
  const sources = readdirSync(schemas, { recursive: true }).filter(name => name.includes('/') && name.endsWith('.txt')).sort()
  for (const source of sources) {
    const messages = parseMessages(readFileSync(join(schemas, source), 'utf8'), source).map(resolve).filter(message => message !== null)
    if (source.startsWith('apis/')) {
      if (messages.length === 0) continue
      const [request, response] = messages
      if (request.kind !== 'request' || response?.kind !== 'response' || messages.length !== 2) {
        throw new Error(`${source}: not one request and one response`)
      }
      if (`${request.versions}` !== `${response.versions}` || request.flexibleFrom !== response.flexibleFrom) {
        throw new Error(`${source}: versions of request and response differ`)
      }
      apis.push({ name: request.name.replace(/Request$/, ''), request, response, source })
    } else {
      for (const message of messages) others.push({ message, source })
    }
  }
  return { kafkaVersion: readFileSync(join(schemas, 'kafka-version.txt'), 'utf8').trim(), apis, others, errors: loadErrors() }
}

function loadErrors() {
  return readFileSync(join(schemas, 'errors.txt'), 'utf8').split('\n').filter(line => line !== '' && !line.startsWith('#')).map(line => {
    const match = /^(-?\d+) ([A-Z_]+)( retriable)?( stale-metadata)?: (.+)$/.exec(line)
    if (match === null) throw new Error(`schemas/errors.txt: ${line}`)
    return { code: Number(match[1]), name: match[2], retriable: match[3] !== undefined, staleMetadata: match[4] !== undefined, text: match[5] }
  })
}
