// What a plan cannot know: the result of a task that has not run.

/** Stands in a scope for such a value; `why` is shown beside `may`. */
export class Unknown {
  constructor(readonly why: string) {}
}

/** Thrown by an expression that mentions an Unknown; the runner makes `may` of it. The message is its `why`. */
export class UnknownValueError extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'UnknownValueError'
  }
}
