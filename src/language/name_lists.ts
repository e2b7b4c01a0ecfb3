// Reads the words that hold one name or a list of names: tags, and the handlers that a task notifies.

import { nearest } from '../core/text.js'
import type { WordMap } from './word_map.js'
import { nodeText, type YamlNode, type YamlScalar } from './yaml_node.js'

/** `[a, b]`, or `a` alone. */
export function readTags(map: WordMap): readonly string[] {
  return namesUnder(map, 'tags').flatMap((node) => {
    if (/^[A-Za-z_][\w-]*$/.test(node.text)) return [node.text]
    return (
      map.wrong(node.at, `a tag has letters, digits, _ and - only: "${node.text}"`, 'separate tags as in [a, b]') ?? []
    )
  })
}

/** `known` are the handlers of the play that come later; null in an included file, which knows of none. */
export function readNotify(map: WordMap, known: readonly string[] | null): readonly string[] {
  return namesUnder(map, 'notify').flatMap((node) => {
    if (known?.includes(node.text)) return [node.text]
    const near = nearest(node.text, known ?? [])
    const why = known
      ? `the play has no handler "${node.text}" here`
      : 'an included file does not know the handlers of a play'
    const hint = known
      ? near
        ? `did you mean ${near}?`
        : undefined
      : 'write notify on the include: it holds for all that changes in it'
    return map.wrong(node.at, why, hint) ?? []
  })
}

/** The text by which a handler is notified. */
export function handlerName(map: WordMap, node: YamlNode): string | null {
  const entry = node.kind === 'map' ? node.entries.find(({ key }) => key === 'name') : undefined
  if (!entry) return map.wrong(node.at, 'a handler has no name by which it is notified', 'add name: …')
  if (entry.value.kind === 'scalar' && !entry.value.text.includes('${{')) return entry.value.text
  return map.wrong(entry.value.at, 'a handler is notified by its name: it is a text without ${{ }}')
}

function namesUnder(map: WordMap, word: 'tags' | 'notify'): readonly YamlScalar[] {
  const node = map.entry(word)?.value
  if (!node) return []
  const items = node.kind === 'list' ? node.items : [node]
  return items.flatMap((item) => {
    if (item.kind === 'scalar' && typeof item.value === 'string') return [item]
    return map.wrong(item.at, `${word} must be a name, or a list of names: ${nodeText(item)}`) ?? []
  })
}
