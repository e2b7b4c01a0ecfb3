// The short form of query-status: one line per task (dm/ctl/master/query_status.go).

export interface QueryReply {
  readonly result: boolean
  readonly msg: string
  readonly sources: readonly SourceReply[]
}

interface SourceReply {
  readonly result: boolean
  readonly sourceStatus: { readonly source: string; readonly relayStatus: { readonly stage: string } | null }
  readonly subTaskStatus: readonly SubtaskReply[]
}

interface SubtaskReply {
  readonly name: string
  readonly stage: string
  readonly unit: string
  readonly result: { readonly errors: readonly unknown[] } | null
}

interface Row {
  readonly taskName: string
  readonly taskStatus: string
  readonly sources: readonly string[]
}

/** Null when one source failed: then the whole reply is shown. */
export function summary(reply: QueryReply): object | null {
  if (!reply.result || reply.sources.some((source) => !source.result)) return null
  const names = [...new Set(reply.sources.flatMap((source) => source.subTaskStatus.map((subtask) => subtask.name)))]
  return { result: true, msg: '', tasks: names.toSorted().map((name) => row(name, reply.sources)) }
}

function row(taskName: string, sources: readonly SourceReply[]): Row {
  const using = sources.filter((source) => source.subTaskStatus.some((subtask) => subtask.name === taskName))
  const stages = using.flatMap((source) =>
    source.subTaskStatus.filter((subtask) => subtask.name === taskName).map((subtask) => stageIn(source, subtask)),
  )
  return {
    taskName,
    taskStatus: together(taskName, stages),
    sources: using.map((source) => source.sourceStatus.source),
  }
}

function stageIn(source: SourceReply, subtask: SubtaskReply): string {
  const relay = source.sourceStatus.relayStatus?.stage
  if (subtask.stage === 'Paused' && (subtask.result?.errors.length ?? 0) > 0) {
    return 'Error - Some error occurred in subtask'
  }
  const relayStands = relay === 'Paused' || relay === 'Stopped'
  if (subtask.unit === 'Sync' && subtask.stage === 'Running' && relayStands) return `Error - Relay status is ${relay}`
  return subtask.stage
}

/** Any error, else any pause, else what all have in common, else Running. */
function together(taskName: string, stages: readonly string[]): string {
  const error = stages.find((stage) => stage.startsWith('Error'))
  if (error !== undefined) return `${error}. Please run \`query-status ${taskName}\` to get more details.`
  if (stages.includes('Paused')) return 'Paused'
  const [first = 'Running'] = stages
  return stages.every((stage) => stage === first) ? first : 'Running'
}
