// "Did you mean": the nearest of the allowed words, for messages about a wrong option, property or command. Shape C.

/**
 * The candidate that is most like `word`, or undefined when none is near enough to be a slip of the hand. Case and the marks `.`, `_`, `-` do not count;
 * a candidate that begins with the word, as `lingerMs` does with `linger`, is nearest of all but an equal one.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const plain = simplify(word)
  const limit = Math.max(1, Math.floor(plain.length / 3))
  let best: string | undefined
  let bestDistance = limit + 1
  for (const candidate of candidates) {
    const other = simplify(candidate)
    const begins = plain.length >= 3 && other.startsWith(plain) && other !== plain
    const distance = begins ? 0.5 : editDistance(plain, other, bestDistance)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

function simplify(word: string): string {
  return word.toLowerCase().replace(/[._\- ]/g, '')
}

/** Levenshtein's distance with swaps of neighbours counted as one; gives up at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, beforeLast[j - 2]! + 1)
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
