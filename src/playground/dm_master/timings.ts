// DM's own times of the master, before scaling (dm-runtime §2.8, §10).

export const timings = {
  sessionTtl: 60_000,
  /** renewals: often enough that a killed leader is missed after 55 to 60 s */
  renewEvery: 5_000,
  /** until the embedded store must have a quorum; after it the start has failed */
  readyTimeout: 60_000,
  /** a follower waits so long before it passes a call on */
  forwardPause: 100,
  /** how long a call waits for a leader that is starting its components */
  leaderStart: 1_000,
} as const

/** How long a worker may take to answer the leader. Not scaled: it guards against a machine that hangs. */
export const workerRpcMs = 5_000
