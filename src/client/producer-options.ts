// The producer's options. Shape C. Names are Kafka's in camelCase; where a default differs from Java's, the text says why.

import { ConfigError } from '../core/errors.ts'
import { type Compression, compressionNames } from '../protocol/compression/codec.ts'
import { type ClientOptions, clientOptions, type ClusterConfig, type OptionTable, type Resolved, resolveOptions } from './config.ts'
import type { Partitioner } from './partitioner.ts'
import { defaultSerializer, type HasSerializer, type Serializer } from './serde.ts'

export interface ProducerOptions<K = unknown, V = unknown> extends ClientOptions {
  /**
   * How many replicas must have a record before it counts as sent: `'all'` in-sync ones (default, also -1), 1 for the leader, 0 for none. With 0 no offset is
   * known, and a record counts as sent when the socket has it, or waits behind a socket that takes no more for now (at most 64 KB do; beyond that `send` waits).
   */
  acks?: 'all' | -1 | 0 | 1
  /**
   * Milliseconds that a batch waits for more records. Default 0 (Java: 5): what is sent in one turn of the event loop still goes together, and while a
   * request is in flight, records gather for at most a millisecond. A larger value makes larger batches at the price of latency.
   */
  lingerMs?: number
  /**
   * The largest batch of one partition in bytes, before compression. Default 16,384; while such a batch has to wait for the answers to earlier requests it
   * takes more, up to 262,144, unless this option is given.
   */
  batchSize?: number
  /** Bytes of records that may wait for their result; beyond it `send` waits. Default 33,554,432. */
  bufferMemory?: number
  /** Milliseconds that `send` waits for metadata or for memory before it fails. Default 60,000. */
  maxBlockMs?: number
  /** The largest request, and the largest record, in bytes. Default 1,048,576. */
  maxRequestSize?: number
  /** Default `'none'`. */
  compressionType?: Compression
  /** The codec's own level. Default: the codec's. */
  compressionLevel?: number
  /** Whether the broker drops repeats of retried batches and keeps their order. Default true; needs acks 'all'. */
  enableIdempotence?: boolean
  /** Requests that may be unanswered per broker. Default 5, which is also the most with idempotence. */
  maxInFlightRequestsPerConnection?: number
  /** Milliseconds from `send` until a record is delivered or fails, retries included. Default 120,000. */
  deliveryTimeoutMs?: number
  /** How often a batch is sent again. Default 2,147,483,647: deliveryTimeoutMs decides. */
  retries?: number
  /** Keys to bytes: a function, or a serde. Default: strings and Buffers as they are. */
  keySerializer?: Serializer<K> | HasSerializer<K>
  /** Values to bytes: a function, or a serde. Default: strings and Buffers as they are. */
  valueSerializer?: Serializer<V> | HasSerializer<V>
  /** Chooses the partition of records that name none. Default: by murmur2 of the key; without a key sticky and adaptive (KIP-794). */
  partitioner?: Partitioner<K, V>
  /** Whether records with a key are spread like those without. Default false. */
  partitionerIgnoreKeys?: boolean
  /** Whether records without a key favour partitions with short queues. Default true. */
  partitionerAdaptivePartitioningEnable?: boolean
}

const GROWN_BATCH_SIZE = 262_144

export const producerOptions: OptionTable<ProducerOptions<any, any>> = {
  ...clientOptions,
  acks: { type: 'choice', default: 'all', allowed: ['all', -1, 0, 1] },
  lingerMs: { type: 'int', default: 0 },
  batchSize: { type: 'int', default: 16_384, min: 1, max: 2 ** 30 },
  bufferMemory: { type: 'int', default: 33_554_432, min: 1 },
  maxBlockMs: { type: 'int', default: 60_000 },
  maxRequestSize: { type: 'int', default: 1_048_576, min: 1, max: 2 ** 30 },
  compressionType: { type: 'choice', default: 'none', allowed: compressionNames },
  compressionLevel: { type: 'custom', default: undefined, check: checkLevel },
  enableIdempotence: { type: 'custom', default: undefined, check: value => value },
  maxInFlightRequestsPerConnection: { type: 'int', default: 5, min: 1 },
  deliveryTimeoutMs: { type: 'int', default: 120_000 },
  retries: { type: 'int', default: 2 ** 31 - 1, max: 2 ** 31 - 1 },
  keySerializer: { type: 'custom', default: defaultSerializer, check: serializerOf },
  valueSerializer: { type: 'custom', default: defaultSerializer, check: serializerOf },
  partitioner: { type: 'function', default: undefined },
  partitionerIgnoreKeys: { type: 'boolean', default: false },
  partitionerAdaptivePartitioningEnable: { type: 'boolean', default: true },
}

/** The options of a producer with defaults filled in. */
export interface ProducerConfig<K, V>
  extends Omit<Resolved<ProducerOptions<K, V>>, 'acks' | 'partitioner' | 'compressionLevel' | 'bootstrapServers' | 'keySerializer' | 'valueSerializer'>,
    ClusterConfig {
  readonly keySerializer: Serializer<K>
  readonly valueSerializer: Serializer<V>
  readonly acks: -1 | 0 | 1
  /** How large a batch may become while it has to wait. */
  readonly grownBatchSize: number
  readonly partitioner: Partitioner<K, V> | undefined
  readonly compression: Compression
  readonly level: number | undefined
}

/** Checks the options one by one and against each other. Throws ConfigError. */
export function resolveProducerOptions<K, V>(options: ProducerOptions<K, V>): ProducerConfig<K, V> {
  const resolved = resolveOptions('Producer', producerOptions as OptionTable<ProducerOptions<K, V>>, options)
  const acks = resolved.acks === 'all' ? -1 : resolved.acks
  const asked = options.enableIdempotence
  if (asked !== undefined && typeof asked !== 'boolean') throw new ConfigError(`enableIdempotence must be true or false, not ${String(asked)}`)
  // As in Java, idempotence that was not asked for gives way to options that rule it out; asked for, the contradiction is an error.
  const obstacle =
    acks !== -1
      ? `acks must be 'all', not ${acks}`
      : resolved.retries === 0
        ? 'retries must be above 0'
        : resolved.maxInFlightRequestsPerConnection > 5
          ? `maxInFlightRequestsPerConnection must be at most 5, not ${resolved.maxInFlightRequestsPerConnection}`
          : undefined
  if (asked === true && obstacle !== undefined) throw new ConfigError(`with enableIdempotence, ${obstacle}`)
  const { lingerMs, requestTimeoutMs, deliveryTimeoutMs } = resolved
  if (deliveryTimeoutMs < lingerMs + requestTimeoutMs) {
    if (options.deliveryTimeoutMs !== undefined && options.requestTimeoutMs !== undefined) {
      throw new ConfigError(`deliveryTimeoutMs (${deliveryTimeoutMs}) must be at least lingerMs + requestTimeoutMs (${lingerMs + requestTimeoutMs})`)
    }
  }
  return {
    ...(resolved as unknown as ProducerConfig<K, V>),
    acks,
    grownBatchSize: options.batchSize === undefined ? Math.max(resolved.batchSize, Math.min(GROWN_BATCH_SIZE, resolved.maxRequestSize)) : resolved.batchSize,
    enableIdempotence: asked ?? obstacle === undefined,
    requestTimeoutMs: Math.max(1, Math.min(requestTimeoutMs, deliveryTimeoutMs - lingerMs)),
    compression: resolved.compressionType,
    level: options.compressionLevel,
  }
}

function checkLevel(value: unknown, name: string): unknown {
  if (value === undefined || Number.isSafeInteger(value)) return value
  throw new ConfigError(`${name} must be an integer, not ${String(value)}`)
}

function serializerOf(value: unknown, name: string): unknown {
  if (typeof value === 'function') return value
  const inner = (value as Partial<HasSerializer<unknown>> | null)?.serializer
  if (typeof inner === 'function') return inner
  throw new ConfigError(`${name} must be a function (value, context) => bytes, text or null, or a serde such as stringSerde`)
}
