// Counts and prints the checks of one part of the interop suite; ends with the line `N passed, N failed, N skipped`.

export class Report {
  constructor(title) {
    this.title = title
    this.passed = 0
    this.failed = 0
    this.skipped = 0
    console.log(`# ${title}`)
  }

  /** Runs one check. It passes unless it throws; `{ skip: why }` counts as skipped. */
  async check(name, run) {
    const begin = performance.now()
    try {
      const result = await run()
      if (result?.skip) return this.skip(name, result.skip)
      this.passed++
      console.log(`ok      ${name} (${Math.round(performance.now() - begin)} ms)`)
    } catch (error) {
      this.failed++
      console.log(`FAILED  ${name}: ${error.stack?.split('\n').slice(0, 6).join('\n        ') ?? error}`)
    }
    return undefined
  }

  skip(name, why) {
    this.skipped++
    console.log(`skipped ${name}: ${why}`)
  }

  finish() {
    console.log(`${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`)
    process.exitCode = this.failed > 0 ? 1 : 0
  }
}
