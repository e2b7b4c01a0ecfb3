// Makes the next view out of the last one and an event. Pure: what it gives depends on the events alone, so a recorded
// run can be replayed into any reporter. Times are those of the events.

import type { Event } from '../core/event.js'
import { append, settleConnecting } from './entries.js'
import { foldAll, hostFinished, hostSaid, taskFinished, taskStarted } from './task_view.js'
import type { View } from './view.js'

/** A view before the first event. */
export function emptyView({ verbose }: { readonly verbose: boolean }): View {
  return {
    verbose,
    head: null,
    since: 0,
    connecting: null,
    tasks: [],
    entries: [],
    plan: [],
    play: '',
    finished: null,
  }
}

/** The view after one more event; its new entries stand behind those that were not printed yet. */
export function viewAfter(view: View, event: Event): View {
  switch (event.kind) {
    case 'task_started':
      return taskStarted(settleConnecting(view, event.at), event)
    case 'host_waiting':
    case 'host_said':
    case 'host_applying':
      return hostSaid(view, event)
    case 'host_finished':
      return hostFinished(view, event)
    case 'task_finished':
      return taskFinished(view, event)
    case 'connecting':
      return { ...view, connecting: { since: event.at, total: event.machines.length, done: 0 } }
    case 'connected':
      return oneConnected(view, event.at)
    case 'run_started':
      return runStarted(view, event)
    case 'run_finished':
      return { ...foldAll(settleConnecting(view, event.at), event.at), finished: event }
    default:
      return afterHeading(view, event)
  }
}

type Heading = Extract<
  Event,
  { kind: 'play_started' | 'play_skipped' | 'batch_started' | 'play_finished' | 'stopping' | 'warning' }
>

function afterHeading(view: View, event: Heading): View {
  const { at } = event
  switch (event.kind) {
    case 'play_started': {
      const play: View = { ...settleConnecting(view, at), play: event.name }
      return append(play, at, { kind: 'play', name: event.name, hosts: event.hosts })
    }
    case 'play_skipped':
      return append(view, at, { kind: 'play_skipped', name: event.name, why: event.why })
    case 'batch_started':
      if (event.of < 2) return view
      return append(view, at, { kind: 'batch', batch: event.batch + 1, of: event.of, hosts: event.hosts })
    case 'play_finished':
      return foldAll(view, at)
    case 'stopping':
      return append(view, at, { kind: 'stopping', why: event.why })
    case 'warning':
      return append({ ...view, since: view.since || at }, at, { kind: 'warning', text: event.text })
  }
}

function runStarted(view: View, event: Extract<Event, { kind: 'run_started' }>): View {
  const head = { run: event.run, playbook: event.playbook, cluster: event.cluster, mode: event.mode }
  return append({ ...view, head, since: event.at }, event.at, { kind: 'run', head, hosts: event.hosts.length })
}

function oneConnected(view: View, at: number): View {
  if (!view.connecting) return view
  const connecting = { ...view.connecting, done: view.connecting.done + 1 }
  const next = { ...view, connecting }
  return connecting.done < connecting.total ? next : settleConnecting(next, at)
}

/** The view after its entries were printed. */
export const drained = (view: View): View => (view.entries.length === 0 ? view : { ...view, entries: [] })
