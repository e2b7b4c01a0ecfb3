// Reads the reply to /members. A 200 proves nothing: `result`, the inner `msg` and the shape decide. A member list that
// could not be read comes as an empty one with a text beside it, and a proxy answers in HTML (dm-runtime §1.4, §1.8).

/** As DM names them; `unknown` for words of later versions. */
export type WorkerStage = 'offline' | 'free' | 'bound' | 'relay' | 'unknown'

export interface MasterMember {
  readonly name: string
  /** decimal text: it does not fit a double */
  readonly memberId: string
  readonly alive: boolean
  readonly clientUrls: readonly string[]
  readonly peerUrls: readonly string[]
}

export interface WorkerMember {
  readonly name: string
  readonly address: string
  readonly stage: WorkerStage
  readonly source: string
}

/** `leader` is a member name, null while there is none. */
export interface Members {
  readonly leader: string | null
  readonly masters: readonly MasterMember[]
  readonly workers: readonly WorkerMember[]
}

/** `code` is DM's number (38043: no leader), null where none was given. */
export interface NoMembers {
  readonly problem: string
  readonly code: number | null
}

/** The members, or what was answered in their place. Never throws. */
export function parseMembers(status: number, body: string): Members | NoMembers {
  const reply = replyOf(status, body)
  if ('problem' in reply) return reply
  return fromEntries(items(reply.fields.members).map((entry) => fieldsOf(entry) ?? {}))
}

/** The fields of a reply that says `result: true`, or what was answered in their place. Never throws. */
export function replyOf(status: number, body: string): { readonly fields: Fields } | NoMembers {
  const fields = fieldsOf(parsed(body))
  if (!fields) return { problem: `HTTP ${status} without JSON: ${shortened(body)}`, code: null }
  const refusal = text(fields.msg) || text(fields.message)
  if (status !== 200 || fields.result !== true) return problem(refusal || `HTTP ${status}: ${shortened(body)}`)
  return { fields }
}

type Fields = Readonly<Record<string, unknown>>

function fromEntries(entries: readonly Fields[]): Members | NoMembers {
  const part = (key: string) => fieldsOf(entries.find((entry) => entry[key])?.[key])
  const [leader, master, worker] = [part('leader'), part('master'), part('worker')]
  if (!master || !worker) return problem('the reply lists no masters or no workers')
  const said = text(master.msg) || text(worker.msg)
  if (said) return problem(said)
  return {
    leader: text(leader?.name) || null,
    masters: items(master.masters).map((one) => masterOf(fieldsOf(one) ?? {})),
    workers: items(worker.workers).map((one) => workerOf(fieldsOf(one) ?? {})),
  }
}

/** A master that was added and never started has an empty name. */
const masterOf = (fields: Fields): MasterMember => ({
  name: text(fields.name),
  memberId: String(fields.memberID ?? ''),
  alive: fields.alive === true,
  clientUrls: items(fields.clientURLs).map(text),
  peerUrls: items(fields.peerURLs).map(text),
})

const workerOf = (fields: Fields): WorkerMember => ({
  name: text(fields.name),
  address: text(fields.addr),
  stage: stages.find((stage) => stage === fields.stage) ?? 'unknown',
  source: text(fields.source),
})

const stages: readonly WorkerStage[] = ['offline', 'free', 'bound', 'relay']

function problem(said: string): NoMembers {
  const [, code] = /\[?code=(\d+)/.exec(said) ?? []
  return { problem: said, code: code === undefined ? null : Number(code) }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function shortened(body: string): string {
  const line = body.replaceAll(/\s+/g, ' ').trim()
  return line === '' ? 'an empty body' : JSON.stringify(line.length > 80 ? `${line.slice(0, 79)}…` : line)
}
