// DM's API as dm-master serves it over HTTP, asked from the control machine.
// Never trusts a 200: `result`, the inner `msg` and the shape decide (spec: members with an error text inside are no answer).

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

export interface DmApi {
  /** Client addresses (`host:port`) of the masters that are asked. */
  readonly masters: readonly string[]
  /** Asks one master after another until one answers; throws DmApiError where none does. */
  members(): Promise<Members>
  /** What this one master says. */
  membersFrom(address: string): Promise<Members>
  /** etcd's quorum read through this master: true, false, or null where it does not answer. */
  health(address: string): Promise<boolean | null>
  /** `Release Version` and the other lines of /status; null where it does not answer. */
  status(address: string): Promise<ReadonlyMap<string, string> | null>
}
