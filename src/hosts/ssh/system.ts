// A machine over the system's ssh: one master connection, channels as further ssh processes over its socket.
// What ssh cannot be asked for is found by trying: a host key by a try that shows no credential, and whether a channel
// was refused or the connection lost by asking the master.

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quote } from '../../core/sh.js'
import type { Channel, OpenChannel } from '../channel.js'
import { ChannelRefusedError, UnreachableError } from '../errors.js'
import type { Connection } from '../host.js'
import { openLocal } from '../local.js'
import { connectOver, type Transport } from '../shell_connection.js'
import { doorOf } from './failure.js'
import type { HostKeyBook, HostKeyDesk } from './host_key_desk.js'
import { knownHostsLine, parseKnownHosts } from './known_hosts.js'
import type { Hop, Route } from './reacher.js'
import { beginsWith } from './stream_start.js'
import {
  type Asked,
  channelWords,
  jumpPasswordIn,
  keyWords,
  knownHostsIn,
  masterControl,
  masterWords,
  type Places,
} from './system_words.js'

export interface SystemOptions extends Pick<Transport, 'clock' | 'random'> {
  readonly desk: HostKeyDesk
  readonly book: HostKeyBook
}

/** Throws UnreachableError with what ssh said, or E-HOST-KEY before any credential goes out. */
export async function connectSystem(route: Route, options: SystemOptions): Promise<Connection> {
  const { machine } = route
  const places: Places = { folder: await mkdtemp(join(tmpdir(), 'dmbook-ssh-')) }
  const close = async (): Promise<void> => {
    await ended(masterControl(route, { places, word: 'exit' })).catch(() => {})
    await rm(places.folder, { recursive: true, force: true })
  }
  try {
    await logIn(route, { ...options, places })
    const { clock, random } = options
    const open: OpenChannel = (words) => openOver(route, places, words)
    return await connectOver({ machine, clock, random, sharesFiles: false, open, close })
  } catch (thrown) {
    await close()
    throw thrown
  }
}

type Around = SystemOptions & { readonly places: Places }

async function logIn(route: Route, around: Around): Promise<void> {
  const { target, jumps } = route
  const leave = around.desk.enter()
  try {
    for (const hop of [...jumps, target]) await admit(route, hop, around)
  } finally {
    leave()
  }
  const password = jumps[0]?.credentials.password
  if (password) await writeFile(jumpPasswordIn(around.places), `${password.reveal()}\n`, { mode: 0o600 })
  const [asked, secret] = await secretOf(target)
  const { code, said } = await ended(masterWords(route, { places: around.places, asked }), secret)
  if (code === 0) return
  // a key that has changed since is refused with its own words
  for (const hop of [...jumps, target]) await admit(route, hop, { ...around, again: true })
  throw new UnreachableError(
    route.machine,
    `ssh does not get in at ${doorOf({ where: target.where, jump: null })}: ${said || `it ended with ${code}`}`,
    {
      hint: 'ssh -v with the same user and key says more',
    },
  )
}

async function secretOf({ credentials: { password, keys, chosen } }: Hop): Promise<[Asked, string | null]> {
  if (password) return ['password', password.reveal()]
  const passphrase = chosen === 'key' ? await keys[0]?.passphrase() : null
  return passphrase ? ['passphrase', passphrase.reveal()] : [null, null]
}

/** Brings the known keys of a hop to where ssh reads them; asks the desk about one that is not known, or `again`. */
async function admit(
  route: Route,
  hop: Hop,
  { desk, book, places, again }: Around & { readonly again?: boolean },
): Promise<void> {
  const known = (await book.known(hop.where)).trusted
  if (known.length === 0 || again) {
    const toHop: Route = hop === route.target ? route : { ...route, name: hop.where.address, jumps: [], target: hop }
    for (const key of await shownKeys(toHop, places)) await desk.admit(hop.where, key)
  }
  const lines = (await book.known(hop.where)).trusted.map((key) => `${knownHostsLine(hop.where, key)}\n`)
  await writeFile(knownHostsIn(places), lines.join(''), { flag: 'a', mode: 0o600 })
}

/** The keys that a machine shows to whoever asks; none where it is not reached. */
async function shownKeys(route: Route, places: Places): Promise<Buffer[]> {
  const file = join(places.folder, 'shown')
  await rm(file, { force: true })
  await ended(keyWords(route, { places, file }))
  const text = await readFile(file, 'utf8').catch(() => '')
  return parseKnownHosts(text).map(({ key }) => key.blob)
}

/** A program of the machine. The word before it shows that a session was granted. */
async function openOver(route: Route, places: Places, words: readonly string[]): Promise<Channel> {
  const mark = `dmbook-${randomBytes(8).toString('hex')}`
  const command = `echo ${mark}; exec ${words.map(quote).join(' ')}`
  const channel = await openLocal(channelWords(route, { places, command }))
  if (await beginsWith(channel.stdout, mark)) return { ...channel, ended: channel.ended.then(lostAt255) }
  const { text } = await channel.ended
  if ((await ended(masterControl(route, { places, word: 'check' }))).code === 0) throw new ChannelRefusedError(text)
  throw new UnreachableError(route.machine, 'the connection was lost')
}

/** ssh says 255 where the connection broke; whatever else said it is in doubt too. */
const lostAt255 = (how: Awaited<Channel['ended']>): Awaited<Channel['ended']> =>
  how.text === 'exit code 255' ? { kind: 'lost', text: 'the connection was lost' } : how

/** Runs to the end of the process itself: a master that stays behind keeps its streams. `secret` comes on descriptor 3. */
function ended(
  [program = '', ...words]: readonly string[],
  secret: string | null = null,
): Promise<{ code: number; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      stdio: ['ignore', 'ignore', 'pipe', secret === null ? 'ignore' : 'pipe'],
      detached: true,
    })
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000)
    })
    const third = child.stdio[3]
    if (third && 'write' in third) {
      third.on('error', () => {})
      third.end(`${secret}\n`)
    }
    child.on('error', (cause) => reject(noProgram(program, cause)))
    child.on('exit', (code) => {
      // what was said comes on the next turns
      setTimeout(() => {
        child.stderr?.destroy()
        resolve({ code: code ?? -1, said: said.trim().split('\n').at(-1) ?? '' })
      }, 20)
    })
  })
}

const noProgram = (program: string, cause: Error): UnreachableError =>
  new UnreachableError('any machine', `there is no program ${program} here`, {
    hint: `install ${program === 'ssh' ? 'openssh-client' : program}`,
    cause,
  })
