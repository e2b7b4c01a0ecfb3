// How entries come into a view: behind the others, below the headings of the blocks they stand in. A plan keeps quiet
// about its progress, as what it found is shown whole at its end.

import type { Entry, TaskView, View } from './view.js'

const progress: ReadonlySet<Entry['kind']> = new Set(['play', 'play_skipped', 'batch', 'block', 'task', 'host'])

/** The view with one more entry. */
export function append(view: View, at: number, entry: Entry): View {
  if (view.head?.mode === 'plan' && !view.verbose && progress.has(entry.kind)) return view
  return { ...view, entries: [...view.entries, { at, entry }] }
}

/** The view with an entry of a task, after the headings of what it stands in: open blocks, its task for a host's line. */
export function appendBelow(view: View, at: number, entry: Extract<Entry, { view: TaskView }>): View {
  const inside = entry.kind === 'host' || entry.kind === 'said'
  const around = ({ task, depth }: TaskView) => depth < entry.view.depth || (inside && task.id === entry.view.task.id)
  const bare = view.tasks.filter((task) => !task.headed && around(task))
  const headed = view.tasks.map((task) => (bare.includes(task) ? { ...task, headed: true } : task))
  const start: View = { ...view, tasks: headed }
  return append(
    bare.reduce((next, task) => append(next, at, { kind: 'block', view: task }), start),
    at,
    entry,
  )
}

/** Says how many machines answered, once all did or the run went on. */
export function settleConnecting(view: View, at: number): View {
  const { connecting } = view
  if (!connecting) return view
  const entry: Entry = { kind: 'connected', done: connecting.done, total: connecting.total, ms: at - connecting.since }
  return append({ ...view, connecting: null }, at, entry)
}
