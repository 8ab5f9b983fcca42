// Strongly connected components of the dependency graph between operations (Tarjan, without recursion).

/** The components with more than one node, each as a list of node numbers. */
export function cycles(nodes: number, edges: readonly (readonly [from: number, to: number])[]): number[][] {
  // Compressed rows: the targets of node n are targets[start[n]..start[n + 1]].
  const start = new Int32Array(nodes + 1)
  for (const [from] of edges) start[from + 1]!++
  for (let n = 0; n < nodes; n++) start[n + 1]! += start[n]!
  const next = start.slice()
  const targets = new Int32Array(edges.length)
  for (const [from, to] of edges) targets[next[from]!++] = to

  const index = new Int32Array(nodes).fill(-1)
  const low = new Int32Array(nodes)
  const onStack = new Uint8Array(nodes)
  const cursor = start.slice(0, nodes)
  const stack: number[] = []
  const found: number[][] = []
  let counter = 0
  for (let root = 0; root < nodes; root++) {
    if (index[root] !== -1) continue
    const path = [root]
    index[root] = low[root] = counter++
    stack.push(root)
    onStack[root] = 1
    while (path.length > 0) {
      const node = path.at(-1)!
      if (cursor[node]! < start[node + 1]!) {
        const target = targets[cursor[node]!++]!
        if (index[target] === -1) {
          index[target] = low[target] = counter++
          stack.push(target)
          onStack[target] = 1
          path.push(target)
        } else if (onStack[target]) {
          low[node] = Math.min(low[node]!, index[target]!)
        }
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!)
      if (low[node] === index[node]) {
        const component: number[] = []
        for (;;) {
          const member = stack.pop()!
          onStack[member] = 0
          component.push(member)
          if (member === node) break
        }
        if (component.length > 1) found.push(component.reverse())
      }
    }
  }
  return found
}
