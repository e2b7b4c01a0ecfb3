// The manifests of a TiUP mirror: what is in each, read strictly from its bytes. Who signed it is judged elsewhere.
// The shapes are those of TiUP, pkg/repository/v1manifest/types.go; members that are not used here are left open.

import { type Static, type TSchema, Type } from 'typebox'
import { Check } from 'typebox/value'
import { mirrorError } from './mirror_error.js'
import { rawMember } from './raw_member.js'

const count = Type.Integer({ minimum: 0 })
const key = Type.Object({
  keytype: Type.String(),
  scheme: Type.String(),
  keyval: Type.Object({ public: Type.String() }),
})
const keys = Type.Record(Type.String(), key)
const threshold = Type.Integer({ minimum: 1 })
const role = Type.Object({ keys, threshold })
const head = <Name extends string>(name: Name) => ({
  _type: Type.Literal(name),
  spec_version: Type.Literal('0.1.0'),
  version: count,
  expires: Type.String(),
})
const hashes = Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) })

/** From the kind of a manifest to what its `signed` holds. */
const shapes = {
  root: Type.Object({
    ...head('root'),
    roles: Type.Object({ root: role, index: role, snapshot: role, timestamp: role }),
  }),
  timestamp: Type.Object({
    ...head('timestamp'),
    meta: Type.Object({ '/snapshot.json': Type.Object({ hashes, length: count }) }),
  }),
  snapshot: Type.Object({
    ...head('snapshot'),
    meta: Type.Record(Type.String(), Type.Object({ version: count, length: count })),
  }),
  index: Type.Object({
    ...head('index'),
    owners: Type.Record(Type.String(), role),
    components: Type.Record(
      Type.String(),
      Type.Object({ owner: Type.String(), url: Type.String(), yanked: Type.Optional(Type.Boolean()) }),
    ),
  }),
  component: Type.Object({
    ...head('component'),
    id: Type.String(),
    nightly: Type.Optional(Type.String()),
    platforms: Type.Record(
      Type.String(),
      Type.Record(
        Type.String(),
        Type.Object({ url: Type.String(), yanked: Type.Optional(Type.Boolean()), hashes, length: count }),
      ),
    ),
  }),
}
const signatureList = Type.Array(Type.Object({ keyid: Type.String(), sig: Type.String() }))

type Shapes = typeof shapes
export type ManifestKind = keyof Shapes
export type Signed<Kind extends ManifestKind> = Static<Shapes[Kind]>
export type Role = Static<typeof role>
export type Key = Static<typeof key>
/** A package as a component's manifest describes it. */
export type Release = Signed<'component'>['platforms'][string][string]

/** `raw` are the bytes that were signed, `bytes` the whole file. */
export interface Manifest<Kind extends ManifestKind> {
  readonly name: string
  readonly bytes: Buffer
  readonly raw: Buffer
  readonly signatures: Static<typeof signatureList>
  readonly signed: Signed<Kind>
}

/** `name` says for messages which file of which mirror it is. Throws E-MIRROR where it is no such manifest. */
export function readManifest<Kind extends ManifestKind>(kind: Kind, name: string, bytes: Buffer): Manifest<Kind> {
  const text = decoded(bytes)
  const raw = text === null ? null : rawMember(text, 'signed')
  const signed = parsed(raw)
  const signatures = parsed(text === null ? null : rawMember(text, 'signatures'))
  if (raw === null || !Check(signatureList, signatures) || !fits(shapes[kind], signed)) {
    throw mirrorError(`cannot use ${name} as it is no ${kind} manifest`, { hint: 'is this a mirror of TiUP?' })
  }
  return { name, bytes, raw: Buffer.from(raw), signatures, signed }
}

const fits = <Shape extends TSchema>(shape: Shape, value: unknown): value is Static<Shape> => Check(shape, value)

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
