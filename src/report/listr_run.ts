// A run as listr2 sees it: one task that ends when the run ends, and a renderer of ours that paints frames meanwhile.
// listr2 wants its list before it starts, while the plays and tasks of a run become known one by one, and its default
// renderer takes seconds of CPU from some ten hosts on; so what is shown comes from the view of the events alone.

import { Listr } from 'listr2'

/** What paints. `frame` is called at most ten times a second, `last` once at the end. */
export interface Frames {
  frame(): void
  last(): void
}

const frameMs = 100

class FrameRenderer {
  static readonly nonTTY = true
  static readonly rendererOptions: { readonly frames: Frames }
  static readonly rendererTaskOptions: Record<string, never>
  readonly #frames: Frames
  #timer: NodeJS.Timeout | null = null

  constructor(_tasks: unknown, { frames }: { readonly frames: Frames }) {
    this.#frames = frames
  }

  render(): void {
    this.#timer = setInterval(() => this.#frames.frame(), frameMs).unref()
  }

  end(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#frames.last()
  }
}

/** Starts painting; the function it gives ends it. No signal is listened to: that is main's. */
export function startFrames(title: string, frames: Frames): () => Promise<void> {
  const { promise, resolve } = deferred()
  const listr = new Listr<undefined, typeof FrameRenderer>([{ title, task: () => promise }], {
    renderer: FrameRenderer,
    rendererOptions: { frames },
    registerSignalListeners: false,
    exitOnError: false,
  })
  const ended = listr.run()
  return async () => {
    resolve()
    await ended
  }
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
