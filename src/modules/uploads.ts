// Takes away the packages that were brought to a machine to be unpacked there. They are kept from run to run, so that a
// killed deploy need not send them again; whoever needs them later sends them again.

import { sh } from '../core/sh.js'
import type { Reader } from '../hosts/host.js'
import { findStagingDirectory } from '../hosts/writing.js'
import { defineModule, differs, same } from './module.js'
import { choice, object } from './params.js'

export const uploads = defineModule({
  kind: 'state',
  summary: 'Remove the packages that dmbook brought to a machine for the user of the task.',
  description: 'The folder ~/.cache/dmbook, and ~/.cache where it stands empty then.',
  params: object({ state: choice(['absent'], 'Nothing else can be wanted of them.', { default: 'absent' }) }),
  examples: [{ state: 'absent' }],

  async check(host) {
    const folder = await staging(host)
    return folder === '' ? same() : differs(`remove ${folder}`)
  },

  async apply(host) {
    const folder = await staging(host)
    if (folder !== '')
      await host.run(
        sh`rm -rf ${folder} && { [ "$HOME/.cache/dmbook" != ${folder} ] || rmdir "$HOME/.cache" 2>/dev/null || :; }`,
      )
  },
})

/** Empty where there is none; a link or somebody else's directory is none. */
async function staging(host: Reader): Promise<string> {
  const script = sh`${sh.part(findStagingDirectory)}
! [ -d "$d" ] || [ -L "$d" ] || ! [ -O "$d" ] || printf %s "$d"`
  return (await host.read(script, { doing: 'look for uploaded packages' })).stdout
}
