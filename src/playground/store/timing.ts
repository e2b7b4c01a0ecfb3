// Times of the store. Not scaled: they are about this machine's scheduling, not about DM's leases.

export const heartbeatMs = 100

/** A coordinator that was not heard of for so long has gone (etcd's election timeout). */
export const silenceMs = 1000

/** Longer than this no proposal waits for its majority. */
export const proposeMs = 5000
