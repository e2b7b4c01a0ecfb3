// Whether a file system can take one release more beside the one in use: asked before the first instance is touched, as
// one that runs full half way leaves the others on the old program.

import type { Static } from 'typebox'
import { sh } from '../core/sh.js'
import { allowed, refuse } from './guard.js'
import { defineModule } from './module.js'
import { packageFile, packageParam } from './package_param.js'
import { absolutePath, object } from './params.js'

const params = object({
  dest: absolutePath('The bin directory.'),
  package: packageParam('What is to be staged beside it: a path, or what an input of type package holds.'),
  allow: allowed,
})
type Params = Static<typeof params>

/** Programs unpack to three or four times their package. */
const unpacked = 4
const kib = 1024

export const releaseRoom = defineModule({
  kind: 'read',
  refuses: true,
  summary: 'Refuse to stage a release where its file system would run full.',
  description:
    'Wanted is room for a copy of the directory in use, the package, and four times the package for what is in it (guard ' +
    'space). What is staged already needs less; the answer may be old a moment later.',
  params,
  results: { free: 'Bytes that are free there.', needed: 'Bytes that are wanted.' },
  examples: [{ dest: '/dm-deploy/dm-worker-8262/bin', package: '/tmp/dm-worker-hotfix.tar.gz' }],

  async read(host, { dest, package: given, allow }: Params, tools) {
    const { size } = await packageFile(given, tools)
    const { stdout } = await host.read(roomScript(dest), { doing: 'look for free space', timeoutMs: 300_000 })
    const [used = 0, left = 0] = stdout.trim().split(/\s+/).map(Number)
    const [needed, free] = [used * kib + size * (unpacked + 1), left * kib]
    if (free < needed) {
      const message = `cannot stage a release beside ${dest} as its file system has ${mib(free)} free: ${mib(needed)} are wanted`
      refuse(tools, { guard: 'space', allow, message, hint: 'make room there' })
    }
    return { free, needed }
  },
})

const mib = (bytes: number): string => `${Math.floor(bytes / kib / kib)} MiB`

/** `USED FREE` in KiB: of the directory, and of its file system. */
const roomScript = (dest: string) => sh`d=${dest}
used=0
[ ! -d "$d" ] || used=$(du -sk -- "$d" | awk '{ print $1 }')
until [ -d "$d/" ]; do d=\${d%/*}; done
df -Pk "$d/" | awk -v used="$used" 'NR == 2 { print used, $4 }'`
