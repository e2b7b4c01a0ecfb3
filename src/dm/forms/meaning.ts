// What a generated file says, without how it says it: `tiup dm` and dmbook write the same settings in other words, other
// orders, with other comments. Two texts mean the same where these maps are equal. Pure; nothing is ever executed.

import { iniMeaning } from './ini_meaning.js'
import { scriptMeaning } from './script_meaning.js'
import { tomlMeaning, yamlMeaning } from './tree_meaning.js'
import { unitMeaning } from './unit_meaning.js'

/** By the name of a setting: `--name`, `Service.User`, `scrape_configs.dm_master.targets`. Lists are lines. */
export type Meaning = ReadonlyMap<string, string>

export const forms = ['script', 'unit', 'toml', 'yaml', 'ini'] as const
export type Form = (typeof forms)[number]

const readers: Readonly<Record<Form, (text: string) => Meaning | null>> = {
  script: scriptMeaning,
  unit: unitMeaning,
  toml: tomlMeaning,
  yaml: yamlMeaning,
  ini: iniMeaning,
}

/** Null where the text is not one of this form, or does more than files of this form do. */
export const meaningOf = (form: Form, text: string): Meaning | null => readers[form](text)

/** One setting a line, for people who compare two. */
export const meaningText = (meaning: Meaning): string =>
  [...meaning]
    .map(([name, value]) => `${name} = ${value.replaceAll('\n', ', ')}\n`)
    .sort()
    .join('')
