// Java's property file syntax, as far as Kafka users know it: `key=value`, `key: value`, `key value`, # and ! comments, a
// backslash at the end of a line, \t \n \r \f \uXXXX escapes. Pure (shape C).

import { ConfigError } from '../core/errors.ts'

/** The properties of a file's text; a later line overrides an earlier one. `source` names the file in errors. */
export function parseProperties(text: string, source = 'properties'): Map<string, string> {
  const properties = new Map<string, string>()
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i]!.replace(/^[ \t\f]+/, '')
    if (line === '' || line.startsWith('#') || line.startsWith('!')) continue
    const at = `${source}:${i + 1}`
    while (endsWithOpenBackslash(line) && i + 1 < lines.length) line = line.slice(0, -1) + lines[++i]!.replace(/^[ \t\f]+/, '')
    const split = /^((?:\\.|[^\\=: \t\f])*)[ \t\f]*[=:]?[ \t\f]*(.*)$/s.exec(line)!
    const key = unescape(split[1]!, at)
    if (key === '') throw new ConfigError(`${at}: a property without a name: ${line}`)
    properties.set(key, unescape(split[2]!, at))
  }
  return properties
}

/** `key=value`, as a command line gives it. Throws ConfigError when there is no equals sign or no name. */
export function parseKeyValue(argument: string): [string, string] {
  const equals = argument.indexOf('=')
  if (equals <= 0) throw new ConfigError(`'${argument}' is not of the form property=value`)
  return [argument.slice(0, equals).trim(), argument.slice(equals + 1)]
}

/** A line of a property file. */
export function formatProperty(key: string, value: string): string {
  const escaped = value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')
  return `${key.replace(/[\\=: ]/g, '\\$&')}=${escaped.replace(/^ /, '\\ ')}`
}

function endsWithOpenBackslash(line: string): boolean {
  let count = 0
  for (let i = line.length - 1; i >= 0 && line[i] === '\\'; i--) count++
  return count % 2 === 1
}

function unescape(text: string, at: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|u|.)?/gs, (_, escape: string | undefined) => {
    switch (escape) {
      case undefined:
        return ''
      case 't':
        return '\t'
      case 'n':
        return '\n'
      case 'r':
        return '\r'
      case 'f':
        return '\f'
      case 'u':
        throw new ConfigError(`${at}: \\u needs four hexadecimal digits`)
      default:
        return escape.length === 5 ? String.fromCharCode(Number.parseInt(escape.slice(1), 16)) : escape
    }
  })
}
