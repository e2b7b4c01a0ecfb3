// A machine as modules see it. A Reader may look, a Writer may also change; both are thin layers over scripts.
// Types only: the connections that carry scripts live beside this file.

import type { Script } from '../core/sh.js'
import type { Together } from './together.js'

/** What a script gave back. Text is decoded as UTF-8. */
export interface Output {
  readonly rc: number
  readonly stdout: string
  readonly stderr: string
}

export interface ScriptOptions {
  /** exit codes that are an answer and no failure; default [0] */
  readonly accept?: readonly number[]
  /** whole script; default 60 000 */
  readonly timeoutMs?: number
  /** what it does, for messages, as `write /etc/x`; default `run` and its first line */
  readonly doing?: string
  /** lines as they come, for work that people wait for */
  readonly onOutput?: (text: string) => void
}

/** What is learned of a machine in the round trip that opens its shell. */
export interface Facts {
  readonly hostname: string
  /** as TiUP names it: amd64, arm64, else `uname -m` in lower case */
  readonly arch: string
  readonly os: string
  readonly kernel: string
  readonly distribution: string
  readonly version: string
  /** systemd's version, null where it does not run */
  readonly systemd: number | null
  readonly user: string
  readonly uid: number
  readonly home: string
  readonly cpus: number
  readonly memory_bytes: number
  readonly addresses: readonly string[]
  readonly machine_id: string
  readonly boot_id: string
  /** the machine's clock less ours, measured in the round trip */
  readonly clock_skew_ms: number
}

/** `mode` is octal with four digits: `0755`. `target` is where a link points. */
export type Stat =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'file' | 'directory' | 'other'
      readonly mode: string
      readonly owner: string
      readonly group: string
      readonly size: number
    }
  | { readonly kind: 'link'; readonly target: string; readonly owner: string; readonly group: string }

/** What was found at one path of many; `target` of a link only. */
export type Looked =
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'there'; readonly line: string; readonly target: string | null }

export interface Attributes {
  readonly mode: string
  readonly owner?: string | undefined
  readonly group?: string | undefined
}

/** `progress` hears how many bytes are sent. */
export interface SendAttributes extends Attributes {
  readonly progress?: ((bytes: number) => void) | undefined
}

/** A file of the control machine that is to lie on the machine. */
export interface LocalFile {
  readonly path: string
  readonly sha256: string
  readonly size: number
}

/**
 * Looks at a machine. Reads that are asked for in one tick travel in one round trip.
 * All methods throw UnreachableError when the connection is lost, CommandError when a script's exit code is not accepted.
 */
export interface Reader {
  readonly facts: Facts
  /** Runs a script that changes nothing. */
  read(script: Script, options?: ScriptOptions): Promise<Output>
  /** Does not follow a link in the last component. */
  stat(path: string): Promise<Stat>
  /** The file's text; null where there is none. Throws where it is no regular file or longer than 4 MiB. */
  text(path: string): Promise<string | null>
  /** SHA-256 in hex; null where there is no such file. */
  digest(path: string): Promise<string | null>
  /** Names in a directory, sorted, dot files too; null where there is none. */
  list(path: string): Promise<readonly string[] | null>
  /** The ancestors of `path` that do not exist, the outermost first; `path` itself not among them. */
  missingParents(path: string): Promise<readonly string[]>
  /** The same machine as another user; null is the connecting user. */
  as(user: string | null): Reader
}

/** Changes a machine. Each method is one effect: atomic on the machine, safe to be killed. */
export interface Writer extends Reader {
  run(script: Script, options?: ScriptOptions): Promise<Output>
  /** Temporary file beside it, fsync, owner, mode, rename. The content never reaches an argument list. */
  write(path: string, content: string | Buffer, attributes: Attributes): Promise<void>
  /** The same for a file of any size; nothing is sent where the digest is equal already. */
  send(file: LocalFile, path: string, attributes: SendAttributes): Promise<void>
  /**
   * Makes a package readable on the machine, once per machine and run however many instances want it.
   * Gives its path there. On a local connection that is the file itself. Whoever is first hears how many bytes are sent.
   */
  stage(file: LocalFile, progress?: (bytes: number) => void): Promise<string>
  as(user: string | null): Writer
}

/** Whether a file is still that one is seen without reading it: `identity` holds its inode, size and times. */
export interface Proven {
  readonly identity: string
  readonly sha256: string
}

/** How one script reached one machine: the part that differs between local, ssh2 and the system's ssh. */
export interface Connection {
  /** what names the machine in messages */
  readonly machine: string
  readonly facts: Facts
  /**
   * Runs a script as a child of a resident shell; stdin is /dev/null unless `stdin` is given,
   * which takes a channel of its own. `user` null is the connecting user.
   */
  exec(script: Script, options: ExecOptions): Promise<RawOutput>
  /** Whether files of the control machine lie on this machine under the same path. */
  readonly sharesFiles: boolean
  /** What `stage` has brought here: from user and digest to its path. */
  readonly staged: Map<string, Promise<string>>
  /** From its path: a file that was sent, as it lay there when the machine had computed its digest. */
  readonly proven: Map<string, Proven>
  /** Looks that are asked in one tick, whoever asks. */
  readonly together: Together<Looked>
  /** unique to this connection: temporary files that begin with it are its own, all others are left over */
  readonly mark: string
  /** hexadecimal text of that many random bytes */
  random(bytes: number): string
  close(): Promise<void>
}

export interface ExecOptions {
  readonly user: string | null
  /** what it does, for messages; default `run` and its first line */
  readonly doing?: string | undefined
  /** a look that may wait for others in the same shell; whatever may take long goes alone (default) */
  readonly shared?: boolean
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** a chunk is read no more once the next one is asked for */
  readonly stdin?: Buffer | AsyncIterable<Buffer> | undefined
  readonly onOutput?: ((text: string) => void) | undefined
}

export interface RawOutput {
  readonly rc: number
  readonly stdout: Buffer
  readonly stderr: Buffer
}
