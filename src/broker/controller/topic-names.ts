// Which topic names Kafka allows, and which would share a metric name (KIP-1, Topic.validate). Pure (shape C).

import type { MetadataImage } from '../image.ts'

const MAX_NAME_LENGTH = 249

/** Why the name is not legal, in Kafka's words; undefined when it is. */
export function topicNameProblem(name: string): string | undefined {
  if (name === '') return 'Topic name is invalid: the empty string is not allowed'
  if (name === '.' || name === '..') return `Topic name is invalid: '${name}' is not allowed`
  if (name.length > MAX_NAME_LENGTH) return `Topic name is invalid: the length of '${name}' is longer than the max allowed length ${MAX_NAME_LENGTH}`
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) return `Topic name is invalid: '${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`
  return undefined
}

/** Names that differ only in '.' and '_' collide: metrics write both as '_'. */
export function collisionKey(name: string): string {
  return name.replaceAll('.', '_')
}

export function mayCollide(name: string): boolean {
  return name.includes('.') || name.includes('_')
}

/** The topic in the image whose name collides with `name` without being the same. */
export function collidingTopic(image: MetadataImage, name: string): string | undefined {
  if (!mayCollide(name)) return undefined
  const key = collisionKey(name)
  for (const other of image.topicsByName.keys()) if (other !== name && mayCollide(other) && collisionKey(other) === key) return other
  return undefined
}
