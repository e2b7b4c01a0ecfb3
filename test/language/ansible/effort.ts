// How long a piece of work keeps the processor busy: unlike the time on the wall, the same on a machine that has more to do.

/** Milliseconds. */
export function effort(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  return process.cpuUsage(before).user / 1000
}
