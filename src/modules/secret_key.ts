// Looks at the file with DM's secret key on a machine: readable, 64 hexadecimal digits, the same as another one's. The key
// itself stays on the machine: only its digest is compared.

import type { Static } from 'typebox'
import { sh } from '../core/sh.js'
import { anyExit, defineModule, ModuleError } from './module.js'
import { absolutePath, object, optional, string } from './params.js'

const params = object({
  path: absolutePath('What secret-key-path says.'),
  same_as: optional(string('The digest that it must have.')),
})

export const secretKey = defineModule({
  kind: 'read',
  summary: "Look at the file with DM's secret key.",
  description: 'As the connecting user. Fails where it is not readable, holds no key, or another one. Shows no key.',
  params,
  results: { digest: 'SHA-256 of the key.' },
  examples: [{ path: '/dm-deploy/dm-master-8261/conf/secret.key' }],

  async read(host, { path, same_as: wanted }: Static<typeof params>) {
    const { rc, stdout } = await host.read(look(path), { accept: anyExit, doing: `look at ${path}` })
    if (rc === 3) throw trouble(path, 'it cannot be read', 'put the key there, 0600, for the user of dm-master')
    if (rc === 4) throw trouble(path, 'it is no key: 64 hexadecimal digits', 'openssl rand -hex 32 makes one')
    const digest = stdout.trim().split(' ')[0] ?? ''
    if (rc !== 0 || digest === '') throw trouble(path, 'it cannot be looked at')
    if (wanted !== undefined && digest !== wanted)
      throw trouble(path, 'another dm-master has another key', 'copy one key to all of them')
    return { digest }
  },
})

const look = (path: string) => sh`
  [ -r ${path} ] && [ -f ${path} ] || exit 3
  key=$(tr -d '\n' <${path})
  case $key in *[!0-9a-fA-F]*) exit 4 ;; esac
  [ "$(printf %s "$key" | wc -c)" -eq 64 ] || exit 4
  printf %s "$key" | sha256sum
`

const trouble = (path: string, why: string, hint?: string): ModuleError =>
  new ModuleError(`cannot use the secret key ${path} as ${why}`, { code: 'E-SECRET-KEY', hint })
