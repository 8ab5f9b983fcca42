// Where confluent-kafka-javascript is, when it could be installed: `node confluent.mjs` puts it below bench/confluent.
import { createRequire } from 'node:module'

export function confluent() {
  return createRequire(new URL('../confluent/package.json', import.meta.url))('@confluentinc/kafka-javascript')
}
