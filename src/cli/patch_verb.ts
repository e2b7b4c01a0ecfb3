// `patch` has two ways beside its playbook: --list and --revert, which take no package.

import type { Verb } from './flags.js'

/** The verb of the playbook with both ways in it; any other verb as it is. */
export function withPatchWays(verb: Verb): Verb {
  if (verb.name !== 'patch') return verb
  const words = verb.arguments.map((word) => (word === 'package' ? '[package]' : word))
  const ways = [
    { name: 'list', takes: null, summary: 'show what is patched with what, and the version each process runs' },
    {
      name: 'revert',
      takes: null,
      summary: "put the cluster version's own package back, one instance after the other",
    },
  ]
  return { ...verb, arguments: words, flags: [...ways, ...verb.flags] }
}
