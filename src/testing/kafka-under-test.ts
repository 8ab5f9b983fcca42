// The broker that a suite runs against: our own in this process, or the Apache Kafka at ROOKERY_TEST_BOOTSTRAP. The suites are the same.

import type { TestContext } from 'node:test'
import { Connection } from '../net/connection.ts'
import { parseHostAndPort } from '../client/config.ts'
import { realSystem } from '../core/system.ts'
import { TcpNetwork } from '../net/tcp.ts'
import type { AnyApi } from '../protocol/api.ts'
import { errorByCode } from '../protocol/error-codes.ts'
import { fetchApi, newFetchRequest, newFetchRequestPartition, newFetchRequestTopic } from '../protocol/generated/fetch.ts'
import { batches } from '../protocol/records/batch.ts'
import { decodeRecords, type LogRecord } from '../protocol/records/record.ts'
import { Cluster } from './cluster.ts'

export class KafkaUnderTest {
  readonly bootstrapServers: string
  /** Whether it is Apache Kafka's. */
  readonly isApache: boolean
  readonly #cluster: Cluster | undefined
  readonly #connection: Connection
  readonly #run = Date.now().toString(36)
  #names = 0

  private constructor(bootstrapServers: string, cluster: Cluster | undefined, connection: Connection) {
    this.bootstrapServers = bootstrapServers
    this.isApache = cluster === undefined
    this.#cluster = cluster
    this.#connection = connection
  }

  static async start(properties?: Readonly<Record<string, string>>): Promise<KafkaUnderTest> {
    const given = process.env.ROOKERY_TEST_BOOTSTRAP
    const cluster = given === undefined ? await Cluster.start(properties === undefined ? {} : { properties }) : undefined
    const bootstrapServers = given ?? cluster!.bootstrapServers
    const { host, port } = parseHostAndPort(bootstrapServers.split(',')[0], 'ROOKERY_TEST_BOOTSTRAP')
    const connection = await Connection.connect(new TcpNetwork(), realSystem, { host, port, clientId: 'suite' })
    return new KafkaUnderTest(bootstrapServers, cluster, connection)
  }

  /** A name that no run before has used: topics of a real cluster stay. */
  name(stem: string): string {
    return `${stem}-${this.#run}-${this.#names++}`
  }

  /** Skips the test, with the reason, when our broker does not serve the API yet. */
  skipsWithout(t: TestContext, ...apis: AnyApi[]): boolean {
    const missing = apis.filter(api => this.#connection.versionOf(api) === undefined)
    if (missing.length > 0) t.skip(`the broker does not offer ${missing.map(api => api.name).join(', ')} yet`)
    return missing.length > 0
  }

  /**
   * The records of a partition from an offset on, read with one bare Fetch (by topic name, so version 12).
   * A partition that was just created may have a leader in the metadata a moment before the broker leads it: it is asked again.
   */
  async records(topic: string, partition = 0, offset = 0): Promise<LogRecord[]> {
    const found: LogRecord[] = []
    const until = Date.now() + 15_000
    for (let from = offset; ; ) {
      const request = newFetchRequest({
        replicaId: -1,
        maxWaitMs: 100,
        minBytes: 1,
        maxBytes: 50_000_000,
        topics: [newFetchRequestTopic({ topic, partitions: [newFetchRequestPartition({ partition, fetchOffset: from, partitionMaxBytes: 50_000_000 })] })],
      })
      const response = await this.#connection.send(fetchApi, request, { version: 12 })
      const answer = response.responses[0]!.partitions[0]!
      if (errorByCode(answer.errorCode)?.staleMetadata && Date.now() < until) continue
      if (answer.errorCode !== 0) throw new Error(`Fetch of ${topic}-${partition}: error ${answer.errorCode}`)
      const before = found.length
      for (const { header, position } of batches(answer.records ?? Buffer.alloc(0))) {
        if (!header.isControl) found.push(...decodeRecords(answer.records as Buffer, position).filter(record => record.offset >= from))
      }
      if (found.length === before) return found
      from = found.at(-1)!.offset + 1
    }
  }

  async close(): Promise<void> {
    this.#connection.close()
    await this.#cluster?.close()
  }
}
