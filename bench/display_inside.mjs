// `display` of 10 instances on 3 machines, of 100 on 30, and of those 100 with a third of the machines silent: they take
// connections and never answer, as a frozen machine does. One process answers for all machines.

import { fork, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { recorded } from '../test/commands/recorded.ts'
import { inTurns, program } from './lab.mjs'

const timeoutSeconds = 2
const network = '172.19.1'

async function bench(rounds = 5) {
  addresses()
  const home = mkdtempSync(join(tmpdir(), 'dmbook-bench-'))
  const { child, ports } = await servers()
  try {
    await recorded(home, { name: 'small', topology: topology({ machines: 3, instances: 10, ports }) })
    await recorded(home, { name: 'large', topology: topology({ machines: 30, instances: 100, ports }) })
    await recorded(home, { name: 'dead', topology: topology({ machines: 30, instances: 100, ports, from: 100 }) })
    const medians = inTurns(
      { small: () => shown(home, 'small'), large: () => shown(home, 'large'), dead: () => shown(home, 'dead') },
      { rounds },
    )
    const of = (name) => medians.get(name)
    console.log(`\ndisplay (medians of ${rounds}, --status-timeout ${timeoutSeconds})`)
    console.log(`  10 instances on 3 machines    ${of('small').toFixed(0)} ms`)
    console.log(
      `  100 instances on 30 machines  ${of('large').toFixed(0)} ms  ${(of('large') / of('small')).toFixed(2)} times the small one (aim: 3)`,
    )
    console.log(
      `  the same, 10 machines silent  ${of('dead').toFixed(0)} ms  ${((of('dead') - of('large')) / (timeoutSeconds * 1000)).toFixed(2)} status timeouts more (aim: 1)`,
    )
  } finally {
    child.kill()
    rmSync(home, { recursive: true, force: true })
  }
}

function shown(home, name) {
  const began = performance.now()
  const words = [program, 'display', name, '--status-timeout', `${timeoutSeconds}s`]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    env: { ...process.env, DMBOOK_HOME: home },
    encoding: 'utf8',
  })
  if (status !== 0 || !/Healthy\|L/.test(stdout)) throw new Error(`display ${name}: ${stdout}${stderr}`)
  return performance.now() - began
}

/** Three masters, the rest workers; `from` is the first machine's last byte.. */
function topology({ machines, instances, ports, from = 2 }) {
  const server = (n) => {
    const host = `${network}.${from + (n % machines)}`
    const port = ports[Math.floor(n / machines)]
    return n < 3
      ? `  - { host: ${host}, name: m${n}, port: ${port}, peer_port: 1 }`
      : `  - { host: ${host}, name: w${n}, port: ${port} }`
  }
  const all = Array.from({ length: instances }, (_, n) => n)
  return [
    'global: { deploy_dir: /dm-deploy, data_dir: /dm-data }',
    'master_servers:',
    ...all.slice(0, 3).map(server),
    'worker_servers:',
    ...all.slice(3).map(server),
    '',
  ].join('\n')
}

function addresses() {
  const commands = Array.from({ length: 150 }, (_, n) => `address add ${network}.${n + 1}/32 dev lo`)
  const input = ['link set lo up', ...commands, ''].join('\n')
  const { status, stderr } = spawnSync('ip', ['-batch', '-'], { input, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

async function servers() {
  const child = fork(fileURLToPath(new URL('display_servers.mjs', import.meta.url)), { execArgv: [] })
  const ports = await new Promise((resolve) => child.once('message', resolve))
  return { child, ports }
}

await bench()
