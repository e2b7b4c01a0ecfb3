// What the line of a dm-worker says of its upstream, and where Ansible has read it in another way than it looks.
// The worker's own file wins over all of this later: these are warnings, but for what no cluster could have worked with.

import type { Findings } from './findings.js'
import type { InventoryHost } from './inventory_words.js'
import { isLoopback } from './process_words.js'

export function workerFindings({ name, vars }: InventoryHost, { errors, warnings }: Findings): void {
  const text = (key: string): string | undefined => vars.get(key)?.rendered
  const at = (key: string) => vars.get(key)?.at
  const source = text('source_id')
  if (source !== undefined && source.length > 32)
    errors.push({
      message: `cannot use the source_id of ${name} as it is longer than 32 characters: "${source}"`,
      at: at('source_id'),
    })
  if (source !== undefined && /[“”]/.test(source))
    errors.push({ message: `cannot use the source_id of ${name} as it holds a curly quote`, at: at('source_id') })
  const flavor = text('flavor')
  if (flavor !== undefined && !['mysql', 'mariadb', ''].includes(flavor))
    errors.push({
      message: `cannot use the flavor of ${name} as it is neither mysql nor mariadb: "${flavor}"`,
      at: at('flavor'),
    })
  if (text('enable_gtid') === 'True')
    warnings.push({
      message: `enable_gtid of ${name} is True with a capital letter, which dm-worker 1.0 could not read`,
      at: at('enable_gtid'),
    })
  const host = text('mysql_host')
  const own = text('ansible_host') ?? name
  if (host !== undefined && isLoopback(host) && !isLoopback(own))
    warnings.push({
      message: `the upstream of ${name} is ${host}, and DM 2.0 may ask it from another host`,
      at: at('mysql_host'),
    })
  passwordFindings({ name, vars }, warnings)
}

/** Never shows the password: that it was cut, or taken for a number, is said without it. */
function passwordFindings({ name, vars }: Pick<InventoryHost, 'name' | 'vars'>, warnings: Findings['warnings']): void {
  const password = vars.get('mysql_password')
  if (!password) return
  if (password.cut)
    warnings.push({
      message: `the password of ${name} ends before a #, which Ansible takes for a comment: the worker's own file decides`,
      at: password.at,
    })
  if (password.rendered !== password.text)
    warnings.push({
      message: `Ansible took the password of ${name} for a number or a word of Python: the worker's own file decides`,
      at: password.at,
      hint: 'quote it twice, as "\'…\'"',
    })
}
