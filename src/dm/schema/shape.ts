// The part of JSON schema that our schemas are made of, as the reader sees it; `test/dm/schema.test.ts` holds them to it.

export interface Shape {
  /** typebox's own mark; it makes every one of its schemas a Shape */
  readonly '~kind'?: string | undefined
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean' | undefined
  readonly properties?: Readonly<Record<string, Shape>> | undefined
  readonly patternProperties?: Readonly<Record<string, Shape>> | undefined
  readonly required?: readonly string[] | undefined
  readonly items?: Shape | undefined
  readonly enum?: readonly string[] | undefined
  readonly pattern?: string | undefined
  readonly patternErrorMessage?: string | undefined
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
}

/** What a value must be, for a message. */
export function expected(shape: Shape): string {
  if (shape.enum) return `one of ${shape.enum.filter((word) => word !== '').join(', ')}`
  if (shape.patternErrorMessage) return shape.patternErrorMessage
  if (shape.type === 'integer') return `a whole number from ${shape.minimum} to ${shape.maximum}`
  if (shape.type === 'boolean') return 'true or false'
  if (shape.type === 'array') return 'a list'
  return shape.type === 'object' ? 'a map' : 'text'
}
