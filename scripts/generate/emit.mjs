// Writes the TypeScript of one message: interfaces, `new...`, `write...`, `read...`, straight lines with version branches.
import { covers, elementBytesMin, elementMemory, isFixed, isNumber } from './model.mjs'

/** Property names that cannot be local names: words of the language and the names that the emitted code uses itself. */
const RESERVED = new Set([
  'default', 'delete', 'new', 'in', 'function', 'class', 'switch', 'case', 'enum',
  'r', 'w', 'm', 'v', 'n', 'flexible', 'tag', 'left', 'end', 'init', 'unknownTags',
])

export function emitMessage(message) {
  return message.structs.map(struct => [
    emitInterface(message, struct), emitNew(message, struct), emitWrite(message, struct), emitRead(message, struct),
    ...(struct.needsIsDefault ? [emitIsDefault(message, struct)] : []),
  ].join('\n')).join('\n')
}

const isFlexible = message => message.flexibleFrom <= message.versions[1]

function local(field) {
  return RESERVED.has(field.prop) ? `${field.prop}Value` : field.prop
}

function isNullable(field) {
  return field.nullable !== null || field.type === 'records' && !field.array
}

function elementType(field) {
  if (isNumber(field.type)) return 'number'
  if (field.type === 'bool') return 'boolean'
  if (field.type === 'bigint64') return 'bigint'
  if (field.type === 'string') return 'string'
  if (field.type === 'uuid') return 'Uuid'
  if (field.type === 'bytes' || field.type === 'records') return 'Buffer'
  return field.struct.tsName
}

function typeOf(field) {
  return elementType(field) + (field.array ? '[]' : '') + (isNullable(field) ? ' | null' : '')
}

function defaultText(field) {
  if (field.default === null) return 'null'
  if (field.array) return '[]'
  if (field.type === 'bytes') return 'Buffer.alloc(0)'
  if (field.struct !== null) return `new${field.struct.tsName}()`
  if (field.type === 'string') return `'${field.default}'`
  return String(field.default)
}

function rangeText([low, high], message) {
  return high >= message.versions[1] ? `${low}+` : low === high ? `${low}` : `${low}-${high}`
}

/** The condition "version is in `range`", given that it is in `known`; '' when always true. */
function condition(range, known) {
  const parts = []
  if (range[0] > known[0]) parts.push(`v >= ${range[0]}`)
  if (range[1] < known[1]) parts.push(`v <= ${range[1]}`)
  if (range[0] === range[1] && parts.length === 2) return `v === ${range[0]}`
  return parts.join(' && ')
}

/** 'always' | 'never' | 'mixed': whether the field is written in the flexible form, in the versions where it exists. */
function flexibility(message, field) {
  if (field.tag !== null) return 'always'
  if (field.flexibleNever || field.range[1] < message.flexibleFrom) return 'never'
  return field.range[0] >= message.flexibleFrom ? 'always' : 'mixed'
}

function usesFlexible(message, struct) {
  return struct.range[0] < message.flexibleFrom && struct.range[1] >= message.flexibleFrom
}

function emitInterface(message, struct) {
  const lines = [`export interface ${struct.tsName} {`]
  for (const field of struct.fields) {
    const notes = []
    if (!covers(field.range, struct.range)) notes.push(rangeText(field.range, message))
    if (field.tag !== null) notes.push(`tag ${field.tag}`)
    if (field.nullable !== null && !covers(field.nullable, field.range)) notes.push(`null in ${rangeText(field.nullable, message)}`)
    const note = notes.length > 0 ? ` // ${notes.join(', ')}` : ''
    if (field.type === 'records') lines.push(`  get ${field.prop}(): Buffer | null${note}`, `  set ${field.prop}(value: Records)`)
    else lines.push(`  ${field.prop}: ${typeOf(field)}${note}`)
  }
  if (isFlexible(message)) lines.push('  unknownTags?: TaggedField[]')
  lines.push('}\n')
  return lines.join('\n')
}

function emitNew(message, struct) {
  const name = struct.tsName
  const records = struct.fields.find(field => field.type === 'records')
  const init = records ? `Partial<Omit<${name}, '${records.prop}'>> & { ${records.prop}?: Records }` : `Partial<${name}>`
  const flexible = isFlexible(message)
  if (struct.fields.length === 0 && !flexible) return `export function new${name}(): ${name} {\n  return {}\n}\n`
  const lines = [`export function new${name}({`]
  for (const field of struct.fields) {
    const as = local(field)
    lines.push(`  ${as === field.prop ? as : `${field.prop}: ${as}`} = ${defaultText(field)},`)
  }
  if (flexible) lines.push('  unknownTags,')
  lines.push(`}: ${init} = {}): ${name} {`)
  const value = objectLiteral(struct, true)
  if (flexible) lines.push(`  const m: ${name} = ${value}`, '  if (unknownTags !== undefined) m.unknownTags = unknownTags', '  return m')
  else lines.push(`  return ${value}`)
  lines.push('}\n')
  return lines.join('\n')
}

function objectLiteral(struct, cast) {
  const items = struct.fields.map(field => {
    const as = local(field)
    if (field.type === 'records' && cast) return `${field.prop}: ${as} as Buffer | null`
    return as === field.prop ? as : `${field.prop}: ${as}`
  })
  if (items.length === 0) return '{}'
  const line = `{ ${items.join(', ')} }`
  return line.length < 130 ? line : `{\n    ${items.join(',\n    ')},\n  }`
}

// ---- write

function emitWrite(message, struct) {
  const name = struct.tsName
  const lines = []
  if (struct === message.root) {
    const [low, high] = message.versions
    lines.push(`if (v < ${low} || v > ${high}) throw unsupportedVersion('${name}', v, ${low}, ${high})`, `w.begin('${name}', v)`)
  }
  if (usesFlexible(message, struct)) lines.push(`const flexible = v >= ${message.flexibleFrom}`)
  for (const field of struct.fields) {
    const there = condition(field.range, struct.range)
    const lack = !field.ignorable && there !== '' ? `${notDefault(field)}` : ''
    const refuse = `throw unsupportedField('${message.name}.${field.name}', v)`
    if (field.tag !== null) {
      if (lack !== '') lines.push(`if (${negated(there)} && ${group(lack)}) ${refuse}`)
      continue
    }
    const body = writeLines(message, field, `m.${field.prop}`)
    if (there === '') lines.push(...body)
    else {
      lines.push(...guarded(`if (${there})`, body))
      if (lack !== '') {
        if (lines.at(-1) === '}') lines[lines.length - 1] = `} else if (${lack}) ${refuse}`
        else lines.push(`else if (${lack}) ${refuse}`)
      }
    }
  }
  if (isFlexible(message) && struct.range[1] >= message.flexibleFrom) {
    const body = tagLines(message, struct)
    if (usesFlexible(message, struct)) lines.push(...guarded('if (flexible)', body))
    else lines.push(...body)
  }
  const text = lines.join('\n')
  // A parameter that is not used has an underscore before it, as the compiler wants.
  const parameter = (letter, pattern) => (pattern.test(text) ? letter : `_${letter}`)
  const [w, m, v] = [parameter('w', /\bw\./), parameter('m', /\bm\./), parameter('v', /\bv\b/)]
  return `export function write${name}(${w}: Writer, ${m}: ${name}, ${v}: number): void {\n${indent(lines)}\n}\n`
}

/** `head` and a body; without braces if the body is one plain line. */
function guarded(head, body) {
  if (body.length === 1 && !/^(if|for)\b/.test(body[0])) return [`${head} ${body[0]}`]
  return [`${head} {`, ...body.map(line => `  ${line}`), '}']
}

function indent(lines) {
  return lines.map(line => `  ${line}`).join('\n')
}

/** Without the parentheses that stand around all of it. */
function outer(text) {
  return /^\([^()]*(\([^()]*\)[^()]*)*\)$/.test(text) ? text.slice(1, -1) : text
}

function group(text) {
  return text.includes(' || ') ? `(${text})` : text
}

/** The condition that the field's value is not its default. */
function notDefault(field, value = `m.${field.prop}`) {
  if (field.default === null) return `${value} !== null`
  if (field.array || field.type === 'bytes') return isNullable(field) ? `${value} === null || ${value}.length > 0` : `${value}.length > 0`
  if (field.struct !== null) {
    const other = `!isDefault${field.struct.tsName}(${value})`
    return isNullable(field) ? `${value} === null || ${other}` : other
  }
  if (field.type === 'bool') return field.default ? `!${value}` : value
  return `${value} !== ${defaultText(field)}`
}

const capital = text => text[0].toUpperCase() + text.slice(1)

function pick(flex, compact, plain) {
  if (flex === 'always') return [compact]
  if (flex === 'never') return [plain]
  return [`if (flexible) ${compact}`, `else ${plain}`]
}

function elementWriter(field, flex) {
  if (field.struct !== null) return [`write${field.struct.tsName}(w, element, v)`]
  if (isFixed(field.type)) return [`w.${field.type}(element)`]
  return pick(flex, `w.compact${capital(field.type)}(element)`, `w.${field.type}(element)`)
}

function writeLines(message, field, value) {
  const flex = flexibility(message, field)
  const nullInSome = isNullable(field)
  const nullAlways = field.nullable !== null && covers(field.nullable, field.range)
  const lines = []
  if (nullInSome && !nullAlways) {
    // The type has null, but not every version does.
    const forbidden = field.nullable === null ? '' : negated(condition(field.nullable, field.range))
    lines.push(`if (${value} === null${forbidden === '' ? '' : ` && ${group(forbidden)}`}) throw nullField('${message.name}.${field.name}', v)`)
  }
  const nullable = field.nullable !== null
  if (field.array) {
    const write = [...pick(flex, `w.compactArrayLength(${value}.length)`, `w.arrayLength(${value}.length)`)]
    const each = elementWriter(field, flex)
    const loop = `for (const element of ${value})`
    write.push(...(each.length === 1 ? [`${loop} ${each[0]}`] : [`${loop} {`, ...each.map(line => `  ${line}`), '}']))
    if (!nullable) return [...lines, ...write]
    const none = flex === 'mixed' ? 'w.nullArray(flexible)' : flex === 'always' ? 'w.uint8(0)' : 'w.int32(-1)'
    return [...lines, `if (${value} === null) ${none}`, 'else {', ...write.map(line => `  ${line}`), '}']
  }
  if (field.struct !== null) {
    const inner = `write${field.struct.tsName}(w, ${value}, v)`
    if (!nullable) return [...lines, inner]
    const [no, yes] = field.tag === null ? ['w.int8(-1)', 'w.int8(1)'] : ['w.uvarint(0)', 'w.uvarint(1)']
    return [...lines, `if (${value} === null) ${no}`, 'else {', `  ${yes}`, `  ${inner}`, '}']
  }
  if (isFixed(field.type)) return [`w.${field.type}(${value})`]
  const kind = field.type === 'records' ? 'Records' : (nullable ? 'Nullable' : '') + capital(field.type)
  const name = kind[0].toLowerCase() + kind.slice(1)
  return [...lines, ...pick(flex, `w.compact${kind}(${value})`, `w.${name}(${value})`)]
}

function negated(text) {
  if (text === '') return ''
  const single = /^v (>=|<=|===) (\d+)$/.exec(text)
  if (single) return `v ${{ '>=': '<', '<=': '>', '===': '!==' }[single[1]]} ${single[2]}`
  return `!(${text})`
}

function tagLines(message, struct) {
  const tagged = struct.fields.filter(field => field.tag !== null).sort((a, b) => a.tag - b.tag)
  if (tagged.length === 0) return ['w.tags(m.unknownTags)']
  const known = [Math.max(struct.range[0], message.flexibleFrom), struct.range[1]]
  const lines = ['let tags = m.unknownTags === undefined ? 0 : m.unknownTags.length']
  const present = tagged.map(field => [condition(field.range, known), group(notDefault(field))].filter(part => part !== '').join(' && '))
  tagged.forEach((field, i) => lines.push(`if (${outer(present[i])}) tags++`))
  lines.push('w.uvarint(tags)')
  tagged.forEach((field, i) => {
    const body = writeLines(message, field, `m.${field.prop}`)
    lines.push(...guarded(`if (${outer(present[i])})`, [`const begin = w.beginTag(${field.tag})`, ...body, 'w.endTag(begin)']))
  })
  lines.push(`if (m.unknownTags !== undefined) w.unknownTags(m.unknownTags, ${struct.tagCount})`)
  return lines
}

function emitIsDefault(message, struct) {
  const checks = struct.fields.map(field => group(negate(notDefault(field))))
  if (isFlexible(message)) checks.push('m.unknownTags === undefined')
  return `function isDefault${struct.tsName}(m: ${struct.tsName}): boolean {\n  return ${checks.join('\n    && ')}\n}\n`
}

function negate(text) {
  if (text.includes(' || ')) return `!(${text})`
  if (text.startsWith('!')) return text.slice(1)
  if (text.includes(' !== ')) return text.replace(' !== ', ' === ')
  if (text.endsWith('.length > 0')) return text.replace('.length > 0', '.length === 0')
  return `!${text}`
}

// ---- read

function emitRead(message, struct) {
  const name = struct.tsName
  const lines = []
  if (struct === message.root) {
    const [low, high] = message.versions
    lines.push(`if (v < ${low} || v > ${high}) throw unsupportedVersion('${name}', v, ${low}, ${high})`, `r.begin('${name}', v)`)
  }
  const flexible = usesFlexible(message, struct)
  if (flexible) lines.push(`const flexible = v >= ${message.flexibleFrom}`)
  for (const field of struct.fields) {
    if (field.tag !== null) lines.push(`let ${local(field)}: ${typeOf(field)} = ${defaultText(field)}`)
    else lines.push(...readLines(message, struct, field))
  }
  const hasTags = isFlexible(message) && struct.range[1] >= message.flexibleFrom
  if (hasTags) lines.push(...readTagLines(message, struct, flexible))
  const value = objectLiteral(struct, false)
  if (hasTags) lines.push(`const m: ${name} = ${value}`, 'if (unknownTags !== undefined) m.unknownTags = unknownTags', 'return m')
  else lines.push(`return ${value}`)
  const text = lines.join('\n')
  const [r, v] = [/\br[.,]/.test(text) ? 'r' : '_r', /\bv\b/.test(text) ? 'v' : '_v']
  return `export function read${name}(${r}: Reader, ${v}: number): ${name} {\n${indent(lines)}\n}\n`
}

function readTagLines(message, struct, flexible) {
  const tagged = struct.fields.filter(field => field.tag !== null).sort((a, b) => a.tag - b.tag)
  if (tagged.length === 0) return [`const unknownTags = ${flexible ? 'flexible ? r.tags() : undefined' : 'r.tags()'}`]
  const known = [Math.max(struct.range[0], message.flexibleFrom), struct.range[1]]
  const cases = tagged.flatMap(field => {
    const there = condition(field.range, known)
    const refuse = there === '' ? [] : [`    if (${negated(there)}) throw r.fail('tag ${field.tag} in a version that has none')`]
    const body = readTagged(message, field).map(line => `    ${line}`)
    return [`  case ${field.tag}: {`, ...refuse, '    const end = r.beginTag()', ...body, '    r.endTag(end)', '    break', '  }']
  })
  const loop = ['for (let left = r.uvarint(); left > 0; left--) {', '  const tag = r.uvarint()', '  switch (tag) {',
    ...cases.map(line => `  ${line}`), '    default:', '      unknownTags = r.unknownTag(tag, unknownTags)', '  }', '}']
  return ['let unknownTags: TaggedField[] | undefined', ...(flexible ? guarded('if (flexible)', loop) : loop)]
}

function readTagged(message, field) {
  const name = local(field)
  if (field.array) {
    const element = elementReader(field, 'always')
    const least = lengthArguments(message, field, true)
    if (field.nullable === null) return [`const n = r.compactArrayLength(${least})`, `${name} = sized(n)`, `for (let i = 0; i < n; i++) ${name}[i] = ${element}`]
    return [`const n = r.compactNullableArrayLength(${least})`, `${name} = n < 0 ? null : sized(n)`, `for (let i = 0; i < n; i++) ${name}![i] = ${element}`]
  }
  if (field.struct !== null) {
    const inner = `read${field.struct.tsName}(r, v)`
    return [`${name} = ${field.nullable === null ? inner : `r.uvarint() === 0 ? null : ${inner}`}`]
  }
  return [`${name} = ${plainReader(field, 'always', field.nullable !== null)}`]
}

/** Least bytes of an element, and what it takes in memory, for the reader's bounds. */
function lengthArguments(message, field, flexible) {
  return `${elementBytesMin(message, field, flexible)}, ${elementMemory(field)}`
}

function elementReader(field, flex) {
  if (field.struct !== null) return `read${field.struct.tsName}(r, v)`
  return plainReader(field, flex, false)
}

function plainReader(field, flex, nullable) {
  if (isFixed(field.type)) return `r.${field.type}()`
  const type = field.type === 'records' ? 'bytes' : field.type
  const kind = (nullable ? 'Nullable' : '') + capital(type)
  return ternary(flex, `r.compact${kind}()`, `r.${kind[0].toLowerCase() + kind.slice(1)}()`)
}

function ternary(flex, compact, plain) {
  return flex === 'always' ? compact : flex === 'never' ? plain : `flexible ? ${compact} : ${plain}`
}

function readLines(message, struct, field) {
  const name = local(field)
  const there = condition(field.range, struct.range)
  const flex = flexibility(message, field)
  const nullable = field.nullable !== null
  const whenNullable = nullable ? condition(field.nullable, field.range) : ''
  const choose = (yes, no) => (whenNullable === '' ? yes : `${whenNullable} ? ${wrap(yes)} : ${wrap(no)}`)
  if (field.array) {
    const [flexMin, plainMin] = [lengthArguments(message, field, true), lengthArguments(message, field, false)]
    const length = ternary(flex, `r.compactArrayLength(${flexMin})`, `r.arrayLength(${plainMin})`)
    const element = elementReader(field, flex)
    if (!nullable) {
      const n = there === '' ? length : `${there} ? ${wrap(length)} : 0`
      const count = `${name}Count`
      return [`const ${count} = ${n}`, `const ${name}: ${typeOf(field)} = sized(${count})`, `for (let i = 0; i < ${count}; i++) ${name}[i] = ${element}`]
    }
    const nullableLength = choose(ternary(flex, `r.compactNullableArrayLength(${flexMin})`, `r.nullableArrayLength(${plainMin})`), length)
    const body = [`const n = ${nullableLength}`, `${name} = n < 0 ? null : sized(n)`, `for (let i = 0; i < n; i++) ${name}![i] = ${element}`]
    const block = guarded(there === '' ? '' : `if (${there})`, body).map(line => line.replace(/^ \{/, '{'))
    return [`let ${name}: ${typeOf(field)} = ${defaultText(field)}`, ...block]
  }
  let value
  if (field.struct !== null) {
    const inner = `read${field.struct.tsName}(r, v)`
    value = nullable ? choose(`r.present() ? ${inner} : null`, inner) : inner
  } else if (nullable) value = choose(plainReader(field, flex, true), plainReader(field, flex, false))
  else value = plainReader(field, flex, false)
  return [`const ${name} = ${there === '' ? value : `${there} ? ${wrap(value)} : ${defaultText(field)}`}`]
}

function wrap(text) {
  return text.includes(' ? ') ? `(${text})` : text
}
