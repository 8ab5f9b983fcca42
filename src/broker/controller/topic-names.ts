// Which topic names Kafka allows, and which would share a metric name (KIP-1, Topic.validate). Pure (shape C).

import type { MetadataImage } from '../image.ts'

const MAX_NAME_LENGTH = 249

/** Why the name is not legal; undefined when it is. */
export function topicNameProblem(name: string): string | undefined {
  if (name === '') return 'the topic name is invalid: it is empty'
  if (name === '.' || name === '..') return `topic name ${name} is invalid: it would be a directory of the file system`
  if (name.length > MAX_NAME_LENGTH) return `topic name ${name} is invalid: it has ${name.length} characters, ${MAX_NAME_LENGTH} is the limit`
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) return `topic name ${name} is invalid: only a-z, A-Z, 0-9, dot, underscore and hyphen can be in it`
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
