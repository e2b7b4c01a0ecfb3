// The loop behind `supervised`, as a program of its own: `sh supervise.sh FOLDER UNIT`. It restarts a process that ends,
// and never gives up. It stops nothing: TERM ends the loop alone, USR1 cuts the wait before a restart short.
// It holds UNIT.lock while it lives, and a child holds that lock too until it is on record: so whoever gets the lock
// knows of every process. A recorded process that is alive is watched on, never started twice.

import { type Script, sh } from '../core/sh.js'
import { watching } from './watch.js'

/** Takes the place of the shell by the unit's process, on record before anything of it runs. */
const child = sh`unit=$1 record=$2 directory=$3 script=$4
read -r stat <"/proc/$$/stat"; set -- \${stat##*) }
printf "running $$ \${20} $record\\n" >"$unit.state.$$" && mv -f "$unit.state.$$" "$unit.state" || exit 1
exec 9>&-; cd "$directory" && exec "$script"`

/** The log keeps its last part only: what is beyond it is cut off each minute. */
const trimming = sh`trim() {
  [ "$(wc -c <"$unit.log")" -gt 4194304 ] || return 0
  cp "$unit.log" "$unit.log.1" && : >"$unit.log"
}
(
  exec 9>&-; trap 'kill $nap 2>/dev/null; exit' TERM
  while sleep 60 & nap=$!; wait $nap; kill -0 $$ 2>/dev/null; do trim; done
) &
trimmer=$!`

const running = sh`settings() {
  script= directory=/ restart=15
  while IFS= read -r line; do
    case $line in
      ExecStart=*) script=\${line#*=} ;;
      WorkingDirectory=*) directory=\${line#*=} ;;
      RestartSec=*) restart=\${line#*=} ;;
    esac
  done <"$unit.service"
}
run() {
  count=$((count + 1))
  setsid sh -c ${sh.word(child)} sh "$unit" "$boot $count" "$directory" "$script" &
  while :; do woken=; wait $!; rc=$?; [ -n "$woken" ] || break; done
  failure="exit code $rc"
  [ "$rc" -le 128 ] || failure="signal $((rc - 128))"
}
watch_on() {
  while process_alive; do sleep 1 9>&- & nap=$!; wait $nap; done
  failure='it ended after its first loop was lost'
}
rest() {
  keep "$unit.state" "waiting 0 0 $boot $count $failure"
  sleep "$restart" 9>&- & nap=$!
  wait $nap; kill $nap 2>/dev/null
}`

export const superviseProgram: Script = sh`# Keeps the process of one unit running. Written by dmbook. Usage: sh supervise.sh FOLDER UNIT
cd "$1" || exit 1
unit=$2 nap=
${sh.part(watching)}
exec 9>>"$unit.lock"
flock -w 5 9 || exit 0
trap 'woken=1' USR1
ticks_of $$; keep "$unit.loop" "$$ $ticks $boot"
${sh.part(trimming)}
trap 'kill $trimmer $nap 2>/dev/null; exit 0' TERM
${sh.part(running)}
while :; do
  load
  [ -f "$unit.service" ] || exit 1
  settings
  if process_alive; then watch_on; else trim; run; fi
  rest
done
`
