// Reads `set:`: names and the values that a host keeps under them. Nothing of it reaches a machine.

import { freeName } from './module_task_reader.js'
import type { SetTask } from './playbook.js'
import type { TaskReading } from './task_reading.js'
import { readValue } from './value_reader.js'
import { words } from './words.js'

export function readSet({ map, shared, place }: TaskReading): SetTask {
  map.refuse([...words.module, ...words.block, ...words.including, 'become', 'become_user', 'on'])
  const { registers } = place.reading
  const names = registers.within(place.names)
  const named = (map.map('set')?.entries ?? []).filter(({ key, keyAt }) =>
    freeName(key, { map, at: keyAt, names: place.names }),
  )
  const values = new Map(named.map(({ key, value }) => [key, readValue(value, { names, problems: map.problems })]))
  for (const name of values.keys()) registers.add(name, null)
  return { ...shared, kind: 'set', values }
}
