// What `supervised` asks of a machine: one script, one round trip each, and how the status is read.
// The loop is ended before its process: so nothing starts again behind a stop, and a stop that was killed half-way
// leaves a process without a loop, which the status says and the next stop or start mends.

import { type Script, sh } from '../core/sh.js'
import type { UnitStatus } from './services.js'
import { watching } from './watch.js'

interface Place {
  readonly folder: string
  readonly unit: string
}

export const statusScript = ({ folder, unit }: Place): Script => sh`cd ${folder} 2>/dev/null || exit 0
unit=${unit}
${sh.part(watching)}
[ -f "$unit.service" ] && echo unit=yes
load; echo "state=$state"; echo "failure=$failure"
loop_alive && echo loop=yes
process_alive && echo "pid=$pid" && echo "ticks=$since" && echo "exe=$(readlink "/proc/$pid/exe")"
exit 0`

/** Done when the process runs, or has run and waits for its restart: as systemd, start does not wait for more. */
export const startScript = ({ folder, unit }: Place): Script => sh`cd ${folder} || exit 1
unit=${unit}
${sh.part(watching)}
[ -f "$unit.service" ] || { echo "there is no unit $unit" >&2; exit 1; }
load; before=$count turns=0 launches=0
launch() {
  launches=$((launches + 1))
  setsid sh ./supervise.sh . "$unit" </dev/null >>"$unit.log" 2>&1 &
  launched=$!
}
if ! loop_alive; then launch; elif ! process_alive; then kill -USR1 "$loop"; fi
until load; loop_alive && { process_alive || { [ "$state" = waiting ] && [ "$count" -gt "$before" ]; }; }; do
  turns=$((turns + 1))
  [ "$turns" -le 100 ] || { echo 'its loop did not come up' >&2; tail -n 3 "$unit.log" >&2; exit 1; }
  nap
  [ "$launches" = 0 ] || [ "$launches" = 5 ] || loop_alive || ticks_of "$launched" || launch
done`

export const stopScript = ({ folder, unit }: Place): Script => sh`cd ${folder} 2>/dev/null || exit 0
unit=${unit}
${sh.part(watching)}
limit=$(sed -n 's/^TimeoutStopSec=//p' "$unit.service" 2>/dev/null) turns=0
until_gone() {
  deadline=$(($(date +%s) + $1))
  while process_alive; do [ "$(date +%s)" -lt "$deadline" ] || return 1; nap; done
}
exec 9>>"$unit.lock"
until flock -n 9; do
  load; signal=TERM; [ "$turns" -le 50 ] || signal=KILL
  loop_alive && kill -"$signal" "$loop"
  turns=$((turns + 1)); [ "$turns" -le 150 ] || { echo 'its loop does not end' >&2; exit 1; }
  nap
done
load
if process_alive; then
  kill -TERM "-$pid"; kill -CONT "-$pid"
  until_gone "\${limit:-90}" || kill -KILL "-$pid"
  until_gone 10 || { echo "its process $pid does not end" >&2; exit 1; }
  kill -KILL "-$pid" 2>/dev/null
fi
keep "$unit.state" "stopped 0 0 $boot $count"
rm -f "$unit.loop"`

export const tailScript = ({ folder, unit }: Place): Script =>
  sh`tail -n 20 ${`${folder}/${unit}.log`} 2>/dev/null || :`

/** Reads the answer of `statusScript`. */
export function parseStatus(answer: string): UnitStatus {
  const value = new Map(answer.split('\n').map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]))
  const watched = value.has('loop')
  const pid = value.get('pid')
  if (pid !== undefined) {
    const process = { pid: Number(pid), startedTicks: Number(value.get('ticks')), executable: value.get('exe') ?? '' }
    return { kind: 'running', enabled: null, ...process, ...(watched ? {} : { unwatched: true }) }
  }
  const failure = value.get('failure') || null
  if (watched) return { kind: 'starting', enabled: null, failure }
  return value.has('unit') ? { kind: 'stopped', enabled: null, failure } : { kind: 'missing' }
}
