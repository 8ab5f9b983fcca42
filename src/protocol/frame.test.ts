import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BufferPool } from '../core/buffer-pool.ts'
import { apiByKey, negotiate } from './api.ts'
import { DecodeError } from './errors.ts'
import { FrameDecoder, decodeRequestHeader, decodeResponse, encodeRequest, encodeResponse, isApiVersions } from './frame.ts'
import { apiVersionsApi, newApiVersionsRequest, newApiVersionsResponse } from './generated/api-versions.ts'
import { describeProducersApi } from './generated/describe-producers.ts'
import { fetchApi } from './generated/fetch.ts'
import { initProducerIdApi } from './generated/init-producer-id.ts'
import { metadataApi, newMetadataRequest, newMetadataResponse, newMetadataResponseBroker } from './generated/metadata.ts'
import { newProduceRequest, newProduceRequestPartitionProduceData, newProduceRequestTopicProduceData, produceApi } from './generated/produce.ts'

describe('frames', () => {
  it('a request goes out and is read back, header and body, in the old and the flexible form', () => {
    for (const version of [0, 1, 8, 9, 13]) {
      const body = newMetadataRequest({ topics: version === 0 ? [] : null, allowAutoTopicCreation: true })
      const bytes = Buffer.concat(encodeRequest(metadataApi, version, 77, 'jackdaw', body))
      const [frame] = new FrameDecoder(1000).push(bytes)
      const { api, apiVersion, correlationId, clientId, reader } = decodeRequestHeader(frame!)
      assert.deepEqual([api, apiVersion, correlationId, clientId], [metadataApi, version, 77, 'jackdaw'])
      assert.deepEqual(metadataApi.readRequest(reader, version), body)
      assert.equal(reader.remaining, 0)
    }
  })

  it('a response goes out and is read back', () => {
    const body = newMetadataResponse({ clusterId: 'c', brokers: [newMetadataResponseBroker({ nodeId: 1, host: 'h', port: 9092 })] })
    for (const version of [2, 9, 13]) {
      const [frame] = new FrameDecoder(1000).push(Buffer.concat(encodeResponse(metadataApi, version, 5, body)))
      assert.deepEqual(decodeResponse(metadataApi, version, frame!), { correlationId: 5, body })
    }
  })

  it('ApiVersions answers with the old header even in flexible versions', () => {
    const bytes = Buffer.concat(encodeResponse(apiVersionsApi, 4, 1, newApiVersionsResponse({ errorCode: 35 })))
    assert.equal(bytes.toString('hex', 4, 10), '000000010023', 'correlation id, then at once the error code')
  })

  it('a request of an unknown key or version still tells its key, version and correlation id', () => {
    const request = decodeRequestHeader(Buffer.from('0012' + '0063' + '00000007' + 'ffff', 'hex'))
    assert.deepEqual([request.apiKey, request.apiVersion, request.correlationId, request.api], [18, 99, 7, undefined])
    assert.ok(isApiVersions(request))
    assert.equal(decodeRequestHeader(Buffer.from('7fff0000' + '00000007', 'hex')).api, undefined)
    assert.throws(() => decodeRequestHeader(Buffer.from('001200', 'hex')), DecodeError)
  })

  it('records are not copied on the way out', () => {
    const records = Buffer.alloc(100_000, 7)
    const body = newProduceRequest({ acks: -1, timeoutMs: 1, topicData: [
      newProduceRequestTopicProduceData({ name: 't', partitionData: [newProduceRequestPartitionProduceData({ index: 0, records })] }),
    ] })
    const parts = encodeRequest(produceApi, 9, 1, 'c', body)
    assert.ok(parts.includes(records))
    assert.equal(parts[0]!.readInt32BE(0) + 4, parts.reduce((sum, part) => sum + part.length, 0))
  })

  it('a stream is cut into the same frames however it is chopped', () => {
    const bodies = ['', 'a', 'bcd', 'x'.repeat(1000), 'y'.repeat(5)]
    const stream = Buffer.concat(bodies.map(body => {
      const frame = Buffer.alloc(4 + body.length)
      frame.writeInt32BE(body.length)
      frame.write(body, 4)
      return frame
    }))
    for (const step of [1, 2, 3, 4, 5, 7, 100, 1003, stream.length]) {
      const decoder = new FrameDecoder(1000)
      const frames: string[] = []
      for (let at = 0; at < stream.length; at += step) frames.push(...decoder.push(stream.subarray(at, at + step)).map(String))
      assert.deepEqual(frames, bodies, `in steps of ${step}`)
      assert.equal(decoder.pendingBytes, 0)
    }
  })

  it('a large frame in chunks of all sizes, small and large mixed', () => {
    const frame = Buffer.alloc(300_000, 'rookery')
    const stream = Buffer.concat([Buffer.from([0, 4, 0x93, 0xe0]), frame, Buffer.from([0, 0, 0, 1, 42])])
    const decoder = new FrameDecoder(300_000)
    const frames: Buffer[] = []
    for (let at = 0, step = 1; at < stream.length; at += step, step = step > 4000 ? 1 : step + 37) frames.push(...decoder.push(stream.subarray(at, at + step)))
    assert.equal(frames.length, 2)
    assert.ok(frames[0]!.equals(frame))
    assert.deepEqual([...frames[1]!], [42])
  })

  it('a frame that drips in byte by byte costs about its bytes', () => {
    const decoder = new FrameDecoder(10_000_000)
    decoder.push(Buffer.from([0, 0x98, 0x96, 0x80]))
    const chunk = Buffer.alloc(65536)
    const before = process.memoryUsage()
    for (let i = 0; i < 500_000; i++) decoder.push(chunk.subarray(i & 1023, (i & 1023) + 1))
    const after = process.memoryUsage()
    assert.equal(decoder.pendingBytes, 500_004)
    const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
    assert.ok(grown < 40_000_000, `${grown} bytes for 500,004`)
  })

  it('frames are memory of their own: the chunk may be overwritten', () => {
    const chunk = Buffer.from('00000002aabb' + '00000002cc', 'hex')
    const decoder = new FrameDecoder(10)
    const [first] = decoder.push(chunk)
    chunk.fill(0)
    const [second] = decoder.push(Buffer.from('dd', 'hex'))
    assert.deepEqual([first!.toString('hex'), second!.toString('hex')], ['aabb', 'ccdd'])
  })

  it('a large frame that is given back is the memory of the next', () => {
    const pool = new BufferPool()
    const decoder = new FrameDecoder(1_000_000, { pool })
    const bytes = Buffer.alloc(200_004, 1)
    bytes.writeInt32BE(200_000)
    const [first] = [...decoder.push(bytes.subarray(0, 70_000)), ...decoder.push(bytes.subarray(70_000))]
    pool.release(first!)
    const [second] = decoder.push(bytes)
    assert.equal(second!.buffer, first!.buffer)
    assert.ok(second!.equals(bytes.subarray(4)))
  })

  it('a negative or too large length is an error, a claimed length allocates nothing', () => {
    assert.throws(() => new FrameDecoder(10).push(Buffer.from('ffffffff', 'hex')), /frame of -1 bytes/)
    assert.throws(() => new FrameDecoder(10).push(Buffer.from('0000000b', 'hex')), /larger than 10/)
    const split = new FrameDecoder(10)
    split.push(Buffer.from('0000', 'hex'))
    assert.throws(() => split.push(Buffer.from('000b', 'hex')), DecodeError)
    const decoder = new FrameDecoder(0x7fffffff)
    assert.deepEqual(decoder.push(Buffer.from('7ffffffe00', 'hex')), [])
    assert.equal(decoder.pendingBytes, 5)
  })
})

describe('elements of requests', () => {
  const read = (partitions: number): number => {
    const body = { topics: [{ name: 'orders', partitionIndexes: Array.from({ length: partitions }, (_, i) => i) }] }
    const [frame] = new FrameDecoder(1 << 20).push(Buffer.concat(encodeRequest(describeProducersApi, 0, 1, 'jackdaw', body)))
    return describeProducersApi.readRequest(decodeRequestHeader(frame!).reader, 0).topics[0]!.partitionIndexes.length
  }
  it('are taken by the ten thousand and refused by the hundred thousand, however few bytes they are', () => {
    assert.equal(read(40_000), 40_000)
    assert.throws(() => read(100_000), (error: unknown) => error instanceof DecodeError && /too many array elements in one message/.test(error.message))
  })
})

describe('the choice of a version', () => {
  it('takes the highest that both know', () => {
    assert.equal(negotiate(fetchApi, 4, 17), 17)
    assert.equal(negotiate(fetchApi, 0, 99), 18)
    assert.equal(negotiate(fetchApi, 0, 3), undefined)
    assert.equal(negotiate(fetchApi, 19, 30), undefined)
  })

  it('leaves out a version that Kafka calls unstable', () => {
    assert.equal(initProducerIdApi.latestVersionUnstable, true)
    assert.equal(negotiate(initProducerIdApi, 0, 99), initProducerIdApi.versions[1] - 1)
  })

  it('finds APIs by key', () => {
    assert.equal(apiByKey(1), fetchApi)
    assert.equal(apiByKey(4), undefined)
    assert.equal(apiByKey(-1), undefined)
    assert.equal(newApiVersionsRequest().clientSoftwareName, '')
  })
})

describe('frames beyond those that are wanted', () => {
  it('wait as bytes, in order', () => {
    const decoder = new FrameDecoder(100)
    const stream = Buffer.concat(Array.from({ length: 10 }, (_, i) => Buffer.from([0, 0, 0, 2, i, i])))
    assert.deepEqual(decoder.push(stream.subarray(0, 33), 3).map(frame => frame[0]), [0, 1, 2])
    assert.equal(decoder.restBytes, 15)
    assert.deepEqual(decoder.push(stream.subarray(33), 3), [], 'what was there before comes first')
    assert.deepEqual(decoder.more(4).map(frame => frame[0]), [3, 4, 5, 6])
    assert.deepEqual(decoder.more(4).map(frame => frame[0]), [7, 8, 9])
    assert.deepEqual([decoder.restBytes, decoder.pendingBytes, decoder.more(4)], [0, 0, []])
  })
})
