// Takes away the marks by which runs of a cluster fence each other out, from the homes of all who logged in for it: the
// account of the cluster, and whoever it was laid down by. For machines that nothing of the cluster is left on.

import { sh } from '../core/sh.js'
import type { Reader } from '../hosts/host.js'
import { markName } from '../state/generation.js'
import { defineModule, differs, ModuleError, same } from './module.js'
import { choice, object, string } from './params.js'

export const runMarks = defineModule({
  kind: 'state',
  summary: 'Remove the marks that runs of a cluster left in the homes of a machine.',
  description:
    'The file .dmbook-generation-ID of every home, the own one too. The run that removes them goes on; any other one that ' +
    'was at work there is fenced out. Without root only the homes that may be written.',
  params: object({
    cluster: string('The id of the cluster: a word.'),
    state: choice(['absent'], 'Nothing else can be wanted of them.', { default: 'absent' }),
  }),
  examples: [{ cluster: 'f3a9c2' }],

  async check(host, { cluster }) {
    const found = await marks(host, cluster)
    return found.length === 0 ? same() : differs(...found.map((path) => `remove ${path}`))
  },

  async apply(host, { cluster }) {
    const found = await marks(host, cluster)
    if (found.length > 0) await host.run(sh`rm -f ${found}`)
  },
})

/** Homes as accounts have them, and folders that stand in for a home that nobody can write. */
async function marks(host: Reader, cluster: string): Promise<string[]> {
  if (!/^[\w-]{1,64}$/.test(cluster))
    throw new ModuleError(`cannot look for marks as the id is no word: ${JSON.stringify(cluster)}`)
  const script = sh`{ getent passwd | cut -d: -f6; ls -d /home/* /var/tmp/dmbook-* 2>/dev/null; } | sort -u |
while IFS= read -r home; do
  mark=$home/${markName(cluster)}
  [ ! -f "$mark" ] || [ -L "$mark" ] || [ ! -w "$home" ] || printf '%s\\n' "$mark"
done`
  const { stdout } = await host.read(script, { doing: 'look for marks of runs' })
  return stdout.split('\n').filter((path) => path !== '')
}
