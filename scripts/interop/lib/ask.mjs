// One connection that asks one request after another, with exactly the version given: for what a real client hides.

import { connect } from 'node:net'
import { apis, decodeResponse, encodeRequest, FrameDecoder } from '../../../dist/protocol/index.js'

const byName = new Map(apis.map(api => [api.name, api]))

export class Asker {
  #socket
  #waiting = []
  #failure
  #correlationId = 0

  static async connect(port, host = '127.0.0.1') {
    const asker = new Asker()
    asker.#socket = connect(port, host)
    const decoder = new FrameDecoder(1 << 28)
    asker.#socket.on('data', chunk => {
      for (const frame of decoder.push(Buffer.from(chunk))) asker.#waiting.shift().resolve(frame)
    })
    const fail = error => {
      asker.#failure = error
      for (const { reject } of asker.#waiting.splice(0)) reject(error)
    }
    asker.#socket.on('error', fail)
    asker.#socket.on('close', () => fail(new Error('the connection was closed')))
    await new Promise((resolve, reject) => asker.#socket.once('connect', resolve).once('error', reject))
    return asker
  }

  async ask(name, version, request) {
    if (this.#failure) throw this.#failure
    const api = byName.get(name)
    const answer = new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
    this.#socket.write(Buffer.concat(encodeRequest(api, version, ++this.#correlationId, 'asker', request)))
    return decodeResponse(api, version, await answer).body
  }

  close() {
    this.#socket.destroy()
  }
}
