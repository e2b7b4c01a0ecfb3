// What a host shows of one process of DM 1.0. As the module dm_legacy reads it; everything may be missing.

export interface LegacyLook {
  /** text of the run script */
  readonly script: string | null
  /** text of the unit file */
  readonly unit: string | null
  /** the configuration that the script names, and where it lies */
  readonly config: { readonly path: string; readonly text: string | null } | null
  /** `Release Version` of the program */
  readonly version: string | null
  /** what still runs: `its port 8262 is open: dm-worker, process 4711` */
  readonly running: readonly string[]
  /** where a worker keeps its tasks, and the files there as base64; null where there is no such directory */
  readonly meta: { readonly path: string; readonly files: Readonly<Record<string, string>> | null } | null
  /** of the master: upstreams that nothing was heard of from there, and those where nobody listens */
  readonly upstreams: { readonly silent: readonly string[]; readonly refused: readonly string[] }
  /** of the directories that the script names, those that are there */
  readonly directories: readonly string[]
}
