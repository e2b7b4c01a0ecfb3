// 256 MiB to four hosts at once, beside `scp`, `sync` and `sha256sum` on each of them in parallel: dmbook too has them
// on the disk and verified when it says done.

import { randomBytes } from 'node:crypto'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { address, inTurns, key, lab, program, report, timed } from './lab.mjs'

const hosts = [1, 2, 3, 4]
const sizeMiB = 256

export function upload(work, { rounds }) {
  const big = join(work, 'big')
  writeFileSync(big, '')
  for (let n = 0; n < sizeMiB; n++) appendFileSync(big, randomBytes(1 << 20))
  writeFileSync(
    join(work, 'four.yaml'),
    [
      'all:',
      '  vars: { ansible_user: ops }',
      '  hosts:',
      ...hosts.map((n) => `    h${n}: { ansible_host: ${address(n)} }`),
    ].join('\n'),
  )
  writeFileSync(
    join(work, 'upload.yaml'),
    'description: Upload\nplays:\n  - name: Upload\n    hosts: all\n    tasks:\n      - { name: Send it, file: { path: /home/ops/big, src: big } }\n',
  )
  const more = { DMBOOK_HOME: join(work, 'state'), HOME: work, NO_COLOR: '1' }
  const words = [
    process.execPath,
    program,
    'run',
    'upload.yaml',
    '-i',
    'four.yaml',
    '--identity_file',
    key,
    '--accept-new-host-keys',
    '-y',
  ]
  const competitors = {
    dmbook: () => timed(words, { cwd: work, more }).ms,
    'scp, sync, sha256sum': () => timed(['sh', '-c', scp(big)]).ms,
  }
  const prepare = () => {
    for (const n of hosts) lab('in', `h${n}`, 'rm', '-f', '/home/ops/big')
  }
  report(`${sizeMiB} MiB to ${hosts.length} hosts (medians of ${rounds})`, inTurns(competitors, { rounds, prepare }))
}

function scp(big) {
  const ssh = `-q -i ${key} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null`
  const one = (n) =>
    `(scp ${ssh} ${big} ops@${address(n)}:big && ssh ${ssh} ops@${address(n)} 'sync big && sha256sum big' >/dev/null) &`
  return `${hosts.map(one).join('\n')}\nwait`
}
