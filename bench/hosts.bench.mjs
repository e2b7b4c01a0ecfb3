// dmbook on ten real hosts beside Ansible with pipelining and pyinfra: the same states, the same files, in turns, in
// one run. Then what an upload costs beside scp, and a deploy beside the transfer of its packages.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployment } from './deployment.mjs'
import { accepted, inTurns, lab, peers, report, whyNot } from './lab.mjs'
import { written } from './peers.mjs'
import { upload } from './upload.mjs'

const hosts = 10
const rounds = Number(process.env.DMBOOK_BENCH_ROUNDS ?? 3)

export async function bench() {
  const why = whyNot()
  if (why !== '') return console.log(`hosts: NOT RUN because ${why}`)
  const work = mkdtempSync(join(tmpdir(), 'dmbook-bench-'))
  try {
    lab('down')
    lab('up', String(hosts))
    besidePeers(work)
    upload(work, { rounds })
    await deployment(work)
  } finally {
    lab('down')
    rmSync(work, { recursive: true, force: true })
  }
}

function besidePeers(work) {
  const tools = written(work, { hosts, bin: peers() })
  const of = (what) => Object.fromEntries(Object.entries(tools).map(([name, tool]) => [name, tool[what]]))
  for (const tool of Object.values(tools)) tool.states()
  report(`${hosts} hosts × 20 states, nothing to change (medians of ${rounds})`, inTurns(of('states'), { rounds }))

  const fresh = () => {
    for (let n = 0; n < 10; n++)
      writeFileSync(join(work, 'files', `c${n}`), randomBytes(4096).toString('base64').slice(0, 4096))
  }
  fresh()
  report(
    `${hosts} hosts × 10 files of 4 KiB, all of them new (medians of ${rounds})`,
    inTurns(of('files'), { rounds, prepare: fresh }),
  )
  connections(tools.dmbook)
}

function connections({ states }) {
  const names = Array.from({ length: hosts }, (_, index) => `h${index + 1}`)
  const before = accepted(names)
  states()
  const made = accepted(names).map((count, index) => count - before[index])
  console.log(`\nTCP connections of one run to each of ${hosts} hosts: ${made.join(' ')}`)
}
