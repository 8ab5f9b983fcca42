// The notation of schemas/: printing and parsing. schemas/README.md explains it. One message is one block:
//
//   request FetchRequest key 1 versions 4-18 flexible 12+ listeners broker,controller
//     ClusterId string 12+ null tag 0 default null ignorable
//     Topics []FetchTopic 0+
//       Partition int32 0+
//   struct Voter 0+            (a struct that several fields of the message above share)
//     VoterId int32 0+

const KINDS = ['request', 'response', 'header', 'data', 'metadata', 'coordinator-key', 'coordinator-value']

export function printMessage(message) {
  const head = [message.kind, message.name]
  if (message.key !== undefined) head.push('key', message.key)
  head.push('versions', message.versions)
  if (message.flexible !== undefined) head.push('flexible', message.flexible)
  if (message.listeners !== undefined) head.push('listeners', message.listeners.join(','))
  if (message.deprecated !== undefined) head.push('deprecated', message.deprecated)
  if (message.unstable) head.push('unstable')
  const lines = [head.join(' '), ...printFields(message.fields, '  ')]
  for (const struct of message.structs) {
    lines.push(`struct ${struct.name} ${struct.versions}`, ...printFields(struct.fields, '  '))
  }
  return lines.join('\n') + '\n'
}

function printFields(fields, indent) {
  return fields.flatMap(field => {
    const words = [field.name, field.type, field.versions]
    if (field.nullable !== undefined) words.push(...(field.nullable === field.versions ? ['null'] : ['null', field.nullable]))
    if (field.tag !== undefined) words.push(...(field.tagged === field.versions ? ['tag', field.tag] : ['tag', field.tag, field.tagged]))
    if (field.default !== undefined) words.push('default', field.default === '' ? '""' : field.default)
    if (field.ignorable) words.push('ignorable')
    if (field.flexible !== undefined) words.push('flexible', field.flexible)
    if (field.mapKey) words.push('mapkey')
    if (field.entity !== undefined) words.push('entity', field.entity)
    return [indent + words.join(' '), ...printFields(field.fields, indent + '  ')]
  })
}

/** All messages of one file. Throws with the line's number on anything that the notation does not know. */
export function parseMessages(text, file) {
  const messages = []
  let stack = []
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return
    const fail = what => {
      throw new Error(`${file}:${index + 1}: ${what}`)
    }
    const depth = (line.length - line.trimStart().length) / 2
    const words = line.trim().split(' ')
    if (depth === 0 && words[0] === 'struct') {
      const struct = { name: words[1], versions: parseRange(words[2], fail), fields: [] }
      messages.at(-1).structs.push(struct)
      stack = [struct]
    } else if (depth === 0) {
      const message = parseHead(words, fail)
      messages.push(message)
      stack = [message]
    } else {
      const parent = stack[depth - 1] ?? fail('indented too far')
      const field = parseField(words, fail)
      parent.fields.push(field)
      stack = [...stack.slice(0, depth), field]
    }
  })
  return messages
}

function parseHead(words, fail) {
  const message = { kind: words[0], name: words[1], structs: [], fields: [], unstable: false, listeners: [] }
  if (!KINDS.includes(message.kind)) fail(`unknown kind ${message.kind}`)
  for (let i = 2; i < words.length; i++) {
    const word = words[i]
    if (word === 'unstable') message.unstable = true
    else if (word === 'key') message.key = Number(words[++i])
    else if (word === 'versions' || word === 'flexible' || word === 'deprecated') message[word] = parseRange(words[++i], fail)
    else if (word === 'listeners') message.listeners = words[++i].split(',')
    else fail(`unknown word ${word}`)
  }
  message.flexible ??= null
  return message
}

function parseField(words, fail) {
  const versions = parseRange(words[2], fail)
  const field = { name: words[0], type: words[1], versions, nullable: null, tagged: null, ignorable: false, mapKey: false, fields: [] }
  const maybeRange = i => (/^(none|\d+(\+|-\d+)?)$/.test(words[i] ?? '') ? words[i] : undefined)
  for (let i = 3; i < words.length; i++) {
    const word = words[i]
    if (word === 'ignorable') field.ignorable = true
    else if (word === 'mapkey') field.mapKey = true
    else if (word === 'entity') field.entity = words[++i]
    else if (word === 'flexible') field.flexible = parseRange(words[++i], fail)
    else if (word === 'default') field.default = words[++i] === '""' ? '' : words[i]
    else if (word === 'null') field.nullable = maybeRange(i + 1) ? parseRange(words[++i], fail) : field.versions
    else if (word === 'tag') {
      field.tag = Number(words[++i])
      field.tagged = maybeRange(i + 1) ? parseRange(words[++i], fail) : field.versions
    } else fail(`unknown word ${word}`)
  }
  return field
}

/** A range as [lowest, highest]; `null` for none. Open ends are Infinity. */
function parseRange(text, fail) {
  if (text === 'none') return null
  const match = /^(\d+)(?:(\+)|-(\d+))?$/.exec(text ?? '')
  if (!match) fail(`not a version range: ${text}`)
  const low = Number(match[1])
  return [low, match[2] ? Infinity : match[3] === undefined ? low : Number(match[3])]
}

/** FetchSnapshot -> fetch-snapshot. Kafka's word KRaft stays one word. */
export function kebab(name) {
  return name.replace('KRaft', 'Kraft').replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2').toLowerCase()
}
