// For which processors the programs of a package are built, told by the first bytes of each: a package for another one
// is known before a byte of it is sent anywhere.

import type { TarEntry } from './tar_reading.js'

/** Where e_machine ends. */
const headBytes = 20

/** e_machine → as TiUP names it. */
const machines: ReadonlyMap<number, string> = new Map([
  [0x03, '386'],
  [0x28, 'arm'],
  [0x3e, 'amd64'],
  [0xb7, 'arm64'],
  [0xf3, 'riscv64'],
])

/** Gathers the first bytes of each file while a package is read. */
export class ProgramHeads {
  readonly #heads = new Map<string, Buffer>()

  content(entry: TarEntry, piece: Buffer): void {
    const head = this.#heads.get(entry.path) ?? Buffer.alloc(0)
    if (head.length >= headBytes) return
    this.#heads.set(entry.path, Buffer.concat([head, piece.subarray(0, headBytes - head.length)]))
  }

  /** Distinct, sorted; empty where none is an ELF program: scripts run anywhere. */
  get archs(): readonly string[] {
    return [...new Set([...this.#heads.values()].flatMap((head) => archOf(head) ?? []))].sort()
  }
}

/** Null for what is no ELF file. */
export function archOf(head: Buffer): string | null {
  if (head.length < headBytes || head.toString('latin1', 0, 4) !== '\x7fELF') return null
  const machine = head[5] === 2 ? head.readUInt16BE(18) : head.readUInt16LE(18)
  return machines.get(machine) ?? `machine ${machine}`
}
