// QueryStatus as a worker answers it (dm-runtime §1.7): 64-bit numbers are text, lists are never absent.

import { errorText } from '../dm_error.js'
import { binlogText, gtidText } from './position.js'
import type { SourceWorker } from './source_worker.js'
import type { RunningSubtask } from './subtask.js'

export interface StatusQuestion {
  /** '' = all tasks */
  readonly task: string
  readonly worker: string
  readonly relaying: boolean
}

const loadBytes = 10_000_000

export function statusReply(source: SourceWorker | null, { task, worker, relaying }: StatusQuestion): object {
  if (source === null) {
    return {
      result: false,
      msg: errorText(40070),
      sourceStatus: { source: '', worker, result: null, relayStatus: null },
      subTaskStatus: [],
    }
  }
  const chosen = source.subtasks.filter((subtask) => task === '' || subtask.name === task)
  const missing = task !== '' && chosen.length === 0
  return {
    result: true,
    msg: '',
    sourceStatus: { source: source.id, worker, result: null, relayStatus: relaying ? relayStatus(source) : null },
    subTaskStatus: missing ? [noSubtask(task)] : chosen.map((subtask) => subtaskStatus(source, subtask)),
  }
}

function noSubtask(name: string): object {
  return {
    name,
    stage: 'InvalidStage',
    unit: 'InvalidUnit',
    result: null,
    unresolvedDDLLockID: '',
    msg: `no sub task with name ${name} has started`,
  }
}

function subtaskStatus(source: SourceWorker, subtask: RunningSubtask): object {
  const { name, stage, unit } = subtask
  const result = stage === 'Paused' ? { isCanceled: true, errors: [], detail: '' } : null
  const head = { name, stage, unit, result, unresolvedDDLLockID: '' }
  if (unit === 'Dump') return { ...head, dump: {} }
  if (unit === 'Load') return { ...head, load: loadStatus(subtask) }
  return { ...head, sync: syncStatus(source, subtask) }
}

function loadStatus(subtask: RunningSubtask): object {
  const share = subtask.stage === 'Finished' ? 1 : subtask.share
  return {
    finishedBytes: String(Math.round(loadBytes * share)),
    totalBytes: String(loadBytes),
    progress: `${(share * 100).toFixed(2)} %`,
    metaBinlog: binlogText(subtask.events),
    metaBinlogGTID: '',
  }
}

function syncStatus(source: SourceWorker, subtask: RunningSubtask): object {
  const upstream = source.upstream.events
  const behind = upstream - subtask.events
  return {
    totalEvents: String(subtask.total),
    totalTps: '50',
    recentTps: behind === 0 ? '50' : '0',
    masterBinlog: binlogText(upstream),
    masterBinlogGtid: gtidText(source.id, upstream),
    syncerBinlog: binlogText(subtask.events),
    syncerBinlogGtid: gtidText(source.id, subtask.events),
    blockingDDLs: [],
    unresolvedGroups: [],
    synced: behind === 0,
    binlogType: 'remote',
    secondsBehindMaster: String(Math.floor(behind / 50)),
  }
}

function relayStatus(source: SourceWorker): object {
  const upstream = source.upstream.events
  return {
    masterBinlog: binlogText(upstream),
    masterBinlogGtid: gtidText(source.id, upstream),
    relaySubDir: `${gtidText(source.id, 1).replace(/:.*/, '')}.000001`,
    relayBinlog: binlogText(upstream),
    relayBinlogGtid: gtidText(source.id, upstream),
    relayCatchUpMaster: true,
    stage: 'Running',
    result: null,
  }
}
