// What a rolling pass costs beside what the instances need themselves: the wall time of each batch of a restart, less
// handing leadership over, stopping, starting, and waiting until DM has it back.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const own = /^(Hand leadership over|Stop the unit|Start it|Wait until )/
const passes = Number(process.env.DMBOOK_BENCH_ROUNDS ?? 3)

export function bench() {
  const home = mkdtempSync(join(tmpdir(), 'dmbook-bench-'))
  const typed = (words) => spawnSync(process.execPath, words, { cwd: root, env: { ...process.env, DMBOOK_HOME: home } })
  try {
    const { status, stderr } = typed(['scripts/quickstart.mjs'])
    if (status !== 0) return console.log(`rolling: NOT RUN because the embedded cluster does not start: ${stderr}`)
    const batches = Array.from({ length: passes }, () =>
      batchesOf(typed(['dist/dmbook.js', 'restart', 'quickstart', '-R', 'dm-master,dm-worker', '-y', '--json']).stdout),
    ).flat()
    console.log(`\nA rolling restart, an instance (medians of ${batches.length}: ${passes} passes)`)
    console.log(
      `  in all                    ${median(batches.map(({ wall }) => wall))
        .toFixed(0)
        .padStart(5)} ms`,
    )
    console.log(
      `  its own stop and start    ${median(batches.map(({ of }) => of))
        .toFixed(0)
        .padStart(5)} ms`,
    )
    console.log(
      `  dmbook beside that        ${median(batches.map(({ wall, of }) => wall - of))
        .toFixed(0)
        .padStart(5)} ms  (aim: 300)`,
    )
  } finally {
    typed(['scripts/quickstart.mjs', '--clean'])
    rmSync(home, { recursive: true, force: true })
  }
}

function batchesOf(out) {
  const found = []
  for (const event of out
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))) {
    const open = found.at(-1)
    if (event.kind === 'batch_started' || event.kind === 'play_finished')
      if (open && !open.wall) open.wall = event.at - open.at
    if (event.kind === 'batch_started') found.push({ at: event.at, wall: 0, of: 0 })
    else if (event.kind === 'host_finished' && open && !open.wall && own.test(event.task.name)) open.of += event.ms
  }
  return found
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]
