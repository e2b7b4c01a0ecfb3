// What is asked of one machine in one tick, brought together: one program that looks at twenty files costs a machine hardly
// more than one that looks at one. What belongs together has the same key and ends with the same signal.

export interface Asking<T> {
  /** the kind of question, and who asks */
  readonly key: string
  readonly signal: AbortSignal | undefined
  /** Answers all of them, in their order. */
  readonly all: (items: readonly string[]) => Promise<readonly PromiseSettledResult<T>[]>
}

interface Batch<T> extends Asking<T> {
  readonly items: string[]
  readonly answers: Promise<readonly PromiseSettledResult<T>[]>
}

export class Together<T> {
  readonly #batches: Batch<T>[] = []

  async ask(item: string, asking: Asking<T>): Promise<T> {
    const batch = this.#batches.find(({ key, signal }) => key === asking.key && signal === asking.signal)
    const { items, answers } = batch ?? this.#begin(asking)
    const at = items.push(item) - 1
    const answer = (await answers)[at]
    if (answer?.status === 'fulfilled') return answer.value
    throw answer?.reason
  }

  #begin(asking: Asking<T>): Batch<T> {
    const items: string[] = []
    const answers = new Promise<void>(setImmediate).then(() => {
      this.#batches.splice(this.#batches.indexOf(batch), 1)
      return asking.all(items)
    })
    const batch: Batch<T> = { ...asking, items, answers }
    this.#batches.push(batch)
    return batch
  }
}
