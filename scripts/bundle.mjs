// Makes dist/bin/ from dist/cli/main.js: the same code in a few files instead of some 350, since finding, reading and linking modules one by one is half of
// the time that `rookery start` takes. Dependencies stay outside, and so do the files that the console serves.
// Tests and suites run the plain modules; test/package/check.mjs runs this, which is what the package's `rookery` is.
import { rmSync } from 'node:fs'
import { build } from 'esbuild'

rmSync('dist/bin', { recursive: true, force: true })
await build({
  entryPoints: { rookery: 'dist/cli/main.js' },
  outdir: 'dist/bin',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  // Blanks are a third of what V8 has to read; names stay, for stack traces.
  minifyWhitespace: true,
  lineLimit: 160,
  legalComments: 'none',
  chunkNames: '[name]-[hash]',
  logLevel: 'warning',
})
