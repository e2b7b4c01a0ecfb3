// One task on its way from YAML to a task: what the readers of its three kinds hand to one another.

import type { FileReading } from './file_reading.js'
import type { Names } from './names.js'
import type { Task, TaskWords } from './playbook.js'
import type { WordMap } from './word_map.js'
import type { YamlNode } from './yaml_node.js'

/** Where a list of tasks stands. `id` leads the ids of its tasks. */
export interface TaskPlace {
  readonly reading: FileReading
  readonly names: Names
  readonly id: string
  /** something around it sends it to the control machine */
  readonly control: boolean
  /** the handlers that a task here may notify; null in an included file */
  readonly handlers: readonly string[] | null
}

/** One task on its way: what its kind needs to read the rest of it. */
export interface TaskReading {
  readonly map: WordMap
  readonly shared: TaskWords
  readonly place: TaskPlace
  /** reads the tasks inside it */
  readTasks(nodes: readonly YamlNode[], place: TaskPlace): Task[]
}
