// Whether TCP gets from one machine to addresses: all tried at once, from that machine.
// A refusal is an answer of the far machine, so that the way is open; silence means that something in between, or
// nothing at all, is there.

import type { Static } from 'typebox'
import { type Script, sh } from '../core/sh.js'
import { count } from '../core/text.js'
import type { Reader } from '../hosts/host.js'
import { defineModule, ModuleError } from './module.js'
import { boolean, duration, durationMs, list, object, string } from './params.js'

const params = object({
  addresses: list(string('As 172.19.0.101:8261, or [fd00::1]:8261.'), 'Where to.'),
  listening: boolean('Whether somebody must listen there; else a refusal will do.', { default: false }),
  timeout: duration('Longest wait for an answer.', { default: '3s' }),
})

export const reaches = defineModule({
  kind: 'read',
  refuses: true,
  summary: 'Fail unless TCP gets from this machine to addresses.',
  description: 'Connects and says nothing. Names all that do not answer at once. Needs bash and timeout.',
  params,
  results: {
    open: 'Addresses where somebody listens.',
    refused: 'Addresses whose machine refuses.',
    silent: 'Addresses that do not answer.',
  },
  examples: [{ addresses: ['172.19.0.101:8261', '172.19.0.102:8291'], listening: true }],

  async read(host, want) {
    const result = await answers(host, want)
    const whys = troublesIn(result, want)
    if (whys.length === 0) return result
    throw new ModuleError(`cannot use the network from here as ${whys.join('; ')}`, {
      code: 'E-NETWORK',
      hint: result.silent.length > 0 ? 'a firewall between them, or a machine that is off' : undefined,
      result,
    })
  },
})

type Params = Static<typeof params>

/** What is wrong with the ways, as sentences. */
export const reachTroubles = async (host: Reader, want: Params): Promise<string[]> =>
  troublesIn(await answers(host, want), want)

/** Each address under its answer. */
export async function answers(host: Reader, want: Params): Promise<Record<Answer, string[]>> {
  const result: Record<Answer, string[]> = { open: [], refused: [], silent: [] }
  if (want.addresses.length === 0) return result
  const timeoutMs = durationMs(want.timeout, 3000)
  const { stdout } = await host.read(tries(want.addresses.map(partsOf), timeoutMs), {
    timeoutMs: timeoutMs + 30_000,
    doing: `reach ${count(want.addresses.length, 'address', 'addresses')}`,
  })
  const found = new Map(stdout.split('\n').map((line) => [line.split(' ')[0], line.split(' ')[1] ?? '']))
  for (const [number, address] of want.addresses.entries()) {
    const answer = found.get(String(number)) ?? ''
    if (isAnswer(answer)) result[answer].push(address)
  }
  return result
}

type Answer = 'open' | 'refused' | 'silent'

const isAnswer = (text: string): text is Answer => ['open', 'refused', 'silent'].includes(text)

const troublesIn = ({ silent, refused }: Record<Answer, readonly string[]>, { listening }: Params): string[] => [
  ...silent.map((address) => `no TCP gets through to ${address}`),
  ...(listening ? refused.map((address) => `nobody listens on ${address}`) : []),
]

interface Parts {
  readonly host: string
  readonly port: string
}

function partsOf(address: string): Parts {
  const found = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(address)
  if (found) return { host: found[1] ?? found[2] ?? '', port: found[3] ?? '' }
  throw new ModuleError(`cannot reach an address as it is none: ${JSON.stringify(address)}`)
}

/** The C locale's word for ECONNREFUSED is all that bash tells of it. */
const tries = (addresses: readonly Parts[], timeoutMs: number): Script => sh`for tool in bash timeout; do
  command -v "$tool" >/dev/null || { echo "there is no $tool" >&2; exit 1; }
done
try() {
  said=$(LC_ALL=C timeout ${timeoutMs / 1000} bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$2" "$3" 2>&1)
  case $?:$said in 0:*) echo "$1 open" ;; *:*'Connection refused'*) echo "$1 refused" ;; *) echo "$1 silent" ;; esac
}
${sh.part(sh.lines(addresses.map(({ host, port }, number) => sh`try ${number} ${host} ${port} &`)))}
wait`
