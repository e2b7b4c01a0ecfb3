// Bundles the program and the simulator, and lets V8 compile what most verbs need of the program.

import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
rmSync(dist, { recursive: true, force: true })
mkdirSync(dist, { recursive: true })

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
}

const external = ['cpu-features', '*.node']
await program()
await build({
  ...common,
  entryPoints: { pack: 'src/playground/pack.ts', legacy: 'src/playground/v1/legacy_cluster.ts' },
  outdir: dist,
  format: 'esm',
  splitting: true,
  external,
  // packages that are CommonJS inside ask for require and __dirname
  banner: {
    js: "import { createRequire as dmbookRequire } from 'node:module'; const require = dmbookRequire(import.meta.url); const __dirname = import.meta.dirname;",
  },
})
await build({
  ...common,
  entryPoints: { simulator: 'src/playground/main.ts' },
  outdir: dist,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
})

copyFileSync(join(root, 'scripts', 'launch.mjs'), join(dist, 'launch.js'))
const start = "#!/usr/bin/env node\nimport { launch } from './launch.js'\n\nlaunch()\n"
writeFileSync(join(dist, 'dmbook.js'), start, { mode: 0o755 })
warm()
writeFileSync(join(dist, '.built'), '')

/** Two parts, as launch.mjs takes them: what every verb begins with, and all that a verb may need. */
async function program() {
  const options = {
    ...common,
    entryPoints: { main: 'src/main.ts' },
    outdir: dist,
    external,
    write: false,
    metafile: true,
  }
  const { outputFiles, metafile } = await build({ ...options, format: 'esm', splitting: true })
  const files = new Map(outputFiles.map(({ path, text }) => [basename(path), text]))
  const first = startOf(metafile.outputs, 'main.js')
  for (const part of ['start', 'rest']) {
    const names = [...files.keys()].filter((name) => first.has(name) === (part === 'start'))
    const texts = await Promise.all(names.map((name) => asFunction(name, files.get(name))))
    writeFileSync(join(dist, `program_${part}.cjs`), `({${texts.join(',\n')}})`)
  }
}

/** The file and all that it imports outright. */
function startOf(outputs, entry) {
  const imports = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output.imports]))
  const found = new Set([entry])
  for (const name of found)
    for (const { kind, path } of imports.get(name))
      if (kind === 'import-statement' && imports.has(basename(path))) found.add(basename(path))
  return found
}

async function asFunction(name, text) {
  const { code } = await transform(text, {
    format: 'cjs',
    target: 'node20',
    minify: true,
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'programUrl' },
  })
  return `${JSON.stringify(`./${name}`)}:function(require,module,__dirname,programUrl){${code}}`
}

/** One run on this machine: the loader, the runner, modules, the journal, the report. */
function warm() {
  const place = mkdtempSync(join(tmpdir(), 'dmbook-build-'))
  const file = (name, text) => writeFileSync(join(place, name), text)
  file('hosts.yaml', 'all: { hosts: { here: { ansible_connection: local } } }\n')
  file('text.hbs', '{{host.id}}\n')
  file(
    'warm.yaml',
    `description: Warm up
plays:
  - name: Warm up
    hosts: all
    tasks:
      - { name: Keep a directory, directory: { path: ${place}/d } }
      - { name: Keep a file, file: { path: ${place}/d/f, content: "x\\n", mode: "0644" } }
      - { name: Keep a text, template: { src: text.hbs, dest: ${place}/d/t } }
`,
  )
  const words = [
    join(root, 'scripts', 'warm.mjs'),
    'run',
    join(place, 'warm.yaml'),
    '-i',
    join(place, 'hosts.yaml'),
    '-y',
  ]
  const env = { ...process.env, DMBOOK_HOME: join(place, 'state'), NO_COLOR: '1' }
  const { status, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' })
  rmSync(place, { recursive: true, force: true })
  if (status !== 0) console.error(`build: it starts slower than it could, as warming up failed: ${stderr.slice(-500)}`)
}
