// Where the replicas of new partitions go: spread over racks, first replicas over all brokers, unfenced brokers first
// (Kafka's striped placement). Pure (shape C), given a Random.

import type { Random } from '../../core/random.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import type { MetadataImage } from '../image.ts'
import { RequestError } from './decision.ts'

/** The replicas of `count` partitions. Throws INVALID_REPLICATION_FACTOR when there are too few brokers. */
export function placeReplicas(image: MetadataImage, count: number, replicationFactor: number, random: Random): number[][] {
  const candidates = [...image.brokers.values()].filter(broker => !broker.inControlledShutdown)
  const fail = (reason: string): RequestError =>
    new RequestError(ErrorCode.INVALID_REPLICATION_FACTOR, `replication factor ${replicationFactor} needs as many brokers, one of them unfenced; ${reason}`)
  if (candidates.length === 0) throw fail('none is registered')
  if (candidates.every(broker => broker.fenced)) throw fail('all are fenced')
  if (replicationFactor > candidates.length) {
    throw fail(candidates.length === 1 ? 'there is 1' : `there are ${candidates.length}`)
  }
  const racks = new Map<string, number[]>()
  const fenced: number[] = []
  for (const { brokerId, rack, fenced: isFenced } of candidates.sort((a, b) => a.brokerId - b.brokerId)) {
    if (isFenced) fenced.push(brokerId)
    else if (racks.has(rack ?? '')) racks.get(rack ?? '')!.push(brokerId)
    else racks.set(rack ?? '', [brokerId])
  }
  // One broker of each rack in turn, so that neighbours in the ring are in different racks.
  const ring: number[] = []
  for (let i = 0; ring.length < candidates.length - fenced.length; i++) for (const brokers of racks.values()) if (i < brokers.length) ring.push(brokers[i]!)
  const start = random.int(ring.length)
  return Array.from({ length: count }, (_, partition) => {
    // Each full turn shifts the followers by one more, so that a broker's partitions do not all have the same second replica.
    const first = (start + partition) % ring.length
    const shift = ring.length > 1 ? Math.floor(partition / ring.length) % (ring.length - 1) : 0
    const replicas = [ring[first]!]
    for (let k = 0; replicas.length < Math.min(replicationFactor, ring.length); k++) {
      replicas.push(ring[(first + 1 + ((shift + k) % (ring.length - 1))) % ring.length]!)
    }
    return [...replicas, ...fenced].slice(0, replicationFactor)
  })
}
