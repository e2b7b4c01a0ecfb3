// The scenes of the state modules: a real shell in a folder whose name is hostile, so that a value that is not quoted
// breaks the scene.

import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Writer } from '../../src/hosts/host.js'
import { connectLocal } from '../../src/hosts/local.js'
import { writerOver } from '../../src/hosts/remote_host.js'
import type { Tools } from '../../src/modules/tools.js'
import { supervised } from '../../src/services/supervised.js'
import { fakeInstance, fakeTools } from '../modules/fake_tools.js'
import type { Scene, StateCase } from './modules.js'

type Files = Readonly<Record<string, string>>

export interface Setting {
  /** path below the scene → text; a path that ends with / is a directory */
  readonly files?: Files
  want(folder: string): object
  tools?(folder: string): Partial<Tools>
  /** what must have happened before, after the files are there */
  before?(machine: { host: Writer; folder: string; tools: Tools }): Promise<void>
  after?(machine: { host: Writer; folder: string; tools: Tools }): Promise<void>
}

export const stateCase = (module: string, name: string, setting: Setting): StateCase => ({
  module,
  name: `${module}: ${name}`,
  scene: () => open(setting),
})

const random = (bytes: number): string => randomBytes(bytes).toString('hex')
/** Real, but impatient: what settles is the services' contract. */
const clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(ms, 50))),
}

async function open({ files = {}, want, tools: given, before, after }: Setting): Promise<Scene> {
  const root = await mkdtemp(join(tmpdir(), 'dmbook-modules-'))
  const folder = join(root, `it's $(echo owned) "x" * ; #`)
  await mkdir(folder)
  for (const [path, text] of Object.entries(files)) await put(join(folder, path), text)
  const connection = await connectLocal({ machine: 'scene', clock, random })
  const host = writerOver(connection)
  const instance = fakeInstance({
    deploy_dir: join(folder, 'dm'),
    files: [join(folder, 'dm/bin'), join(folder, 'dm/conf')],
  })
  const services = supervised({ folder: join(root, 'units') })
  const tools = fakeTools({ clock, host: instance, services, resolve: (path) => path, ...given?.(folder) })
  await before?.({ host, folder, tools })
  return {
    host,
    tools,
    want: want(folder),
    snapshot: async () => snapshot(root),
    async close() {
      await after?.({ host, folder, tools })
      await connection.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}

async function put(path: string, text: string): Promise<void> {
  if (path.endsWith('/')) {
    await mkdir(path, { recursive: true })
    return
  }
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
  await chmod(path, text.startsWith('#!') ? 0o755 : 0o644)
}

/** Names, kinds, modes and contents; logs of units apart. */
const snapshot = (root: string): string =>
  execFileSync(
    'sh',
    ['-c', 'find . -exec stat -c "%n %F %a %N" {} + | sort; find . -type f -exec sha256sum {} + | sort'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )

/** A package with these files, made once per text. */
export function packageOf(folder: string, files: Files): { path: string; sha256: string; size: number } {
  const path = join(folder, `package-${random(4)}.tar.gz`)
  const build = join(folder, `build-${random(4)}`)
  for (const [name, text] of Object.entries(files)) {
    const file = join(build, name)
    execFileSync('sh', [
      '-c',
      'mkdir -p "$(dirname "$1")" && printf %s "$2" >"$1" && chmod 0755 "$1"',
      'sh',
      file,
      text,
    ])
  }
  execFileSync('tar', [
    '-czf',
    path,
    '-C',
    build,
    ...new Set(Object.keys(files).map((name) => name.split('/')[0] ?? '')),
  ])
  execFileSync('rm', ['-rf', build])
  return described(path)
}

function described(path: string): { path: string; sha256: string; size: number } {
  const content = execFileSync('cat', [path], { maxBuffer: 1 << 28 })
  return { path, sha256: createHash('sha256').update(content).digest('hex'), size: content.length }
}

export const contentOf = (path: string): Promise<string> => readFile(path, 'utf8')
