// What an input costs: the less of what the clock and the processor say, because another process may have had the processor. And what repeats:
// a cost counts only when the same input has it three times, because the engine compiles and collects garbage when it likes.

export class Stopwatch {
  #begin = performance.now()
  #cpu = process.cpuUsage()

  get ms() {
    const { user, system } = process.cpuUsage(this.#cpu)
    return Math.min(performance.now() - this.#begin, (user + system) / 1000)
  }
}

/** The least of what `first` says and of two more runs; fewer when one stays below `limitMs`, as nothing more is to be learned then. */
export async function leastOfThree(first, limitMs, again) {
  let least = first
  for (let i = 0; i < 2 && least > limitMs; i++) least = Math.min(least, await again())
  return least
}
