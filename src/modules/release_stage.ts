// Staging: a copy of what is in use, packages unpacked over it, tried, and then marked as whole.

import { posix } from 'node:path'
import { type Script, sh } from '../core/sh.js'
import type { LocalFile, Writer } from '../hosts/host.js'
import { metered } from './metered.js'
import { anyExit, ModuleError } from './module.js'
import { layoutOf, type PackageLayout } from './package_layout.js'
import { findRelease, type Place, recordFile, recordText } from './release_place.js'
import type { Tools } from './tools.js'

/** Unpacking thousands of small files on a slow disk takes minutes. */
const unpackMs = 1_800_000

interface Staging {
  readonly place: Place
  readonly files: readonly LocalFile[]
  readonly digest: string
  /** its program must be there and executable */
  readonly component: string | undefined
  readonly tools: Pick<Tools, 'clock' | 'waiting' | 'say'>
}

export async function stageRelease(host: Writer, staging: Staging): Promise<void> {
  const { place, files, digest, tools } = staging
  const layouts = await Promise.all(files.map(layoutOf))
  const { bin, prev } = await findRelease(host, place)
  if (!bin.exists && prev.exists) await host.run(sh`mv ${place.prev} ${place.bin}`)
  const sent = (file: LocalFile): Promise<string> =>
    metered(tools, { name: posix.basename(file.path), verbs: ['sending', 'sent'] }, (progress) =>
      host.stage(file, (bytes) => progress(bytes, file.size)),
    )
  const paths = await Promise.all(files.map(sent))
  await host.run(copyBeside(place), { timeoutMs: unpackMs })
  for (const [index, layout] of layouts.entries()) {
    await host.run(unpack(paths[index] ?? '', layout, place.next), { timeoutMs: unpackMs })
  }
  const version = await tried(host, staging, layouts)
  await host.write(recordFile(place.next), recordText({ digest, confirmed: false, version }), { mode: '0644' })
}

/** Without the `.release`: a copy that was killed must not look whole. */
const copyBeside = ({ bin, next, drop }: Place): Script => sh`set -e
rm -rf ${drop}
[ ! -e ${next} ] || mv ${next} ${drop}
rm -rf ${drop}
mkdir -p ${posix.dirname(next)}
mkdir -m 0755 ${next}
if [ -d ${bin} ]; then
  cd ${bin}
  find . ! -name . -prune ! -name .release -exec cp -Rp {} ${next} \\;
fi`

/** A program at the top level goes into a directory of its name, as TiUP lays it. */
function unpack(path: string, { bare }: PackageLayout, directory: string): Script {
  if (bare.length === 0) return sh`tar -xzof ${path} -C ${directory}`
  const scratch = `${directory}/.unpacked`
  const moves = bare.map((name) => {
    const own = `${directory}/${name}`
    return sh`[ -d ${own} ] || rm -f ${own}; mkdir -p ${own}; mv -f ${`${scratch}/${name}`} ${own}`
  })
  return sh`set -e
mkdir ${scratch}
tar -xzof ${path} -C ${scratch}
${sh.part(sh.lines(moves))}
cp -Rp ${`${scratch}/.`} ${directory}
rm -rf ${scratch}`
}

/** Runs what can tell its version, which proves architecture and libraries; of the rest sees that it is executable. */
async function tried(
  host: Writer,
  { place, component }: Staging,
  layouts: readonly PackageLayout[],
): Promise<string | null> {
  const programs = [...new Set(layouts.flatMap((layout) => layout.tried))]
  const versions = await Promise.all(programs.map((program) => versionOf(host, place.next, program)))
  if (component !== undefined && !programs.includes(component))
    await mustBeExecutable(host, programOf(place.next, component))
  return versions[0] ?? null
}

async function versionOf(host: Writer, directory: string, program: string): Promise<string> {
  const path = programOf(directory, program)
  const { rc, stdout, stderr } = await host.read(sh`${path} -V`, { accept: anyExit })
  const version = /^Release Version:\s*(\S+)/m.exec(stdout)?.[1]
  if (rc === 0 && version) return version
  const detail = [stdout, stderr].join('\n').trim()
  throw new ModuleError(`cannot use this ${program} as it does not tell its version: exit code ${rc}`, {
    code: 'E-PACKAGE',
    hint: 'is the package for another architecture or system?',
    detail,
  })
}

async function mustBeExecutable(host: Writer, path: string): Promise<void> {
  const { rc } = await host.read(sh`test -f ${path} -a -x ${path}`, { accept: [0, 1] })
  if (rc !== 0) throw new ModuleError(`cannot use this package as it brings no program ${path}`, { code: 'E-PACKAGE' })
}

/** Grafana's package has no directory of its own. */
const programOf = (directory: string, component: string): string =>
  component === 'grafana' ? `${directory}/bin/grafana-server` : `${directory}/${component}/${component}`
