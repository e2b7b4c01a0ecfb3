// All commands of dmctl by name.

import type { Command } from './command.js'
import { configCommands } from './config_commands.js'
import { memberCommands } from './member_commands.js'
import { sourceCommands } from './source_commands.js'
import { taskCommands } from './task_commands.js'

export const commands: Readonly<Record<string, Command>> = {
  ...configCommands,
  ...memberCommands,
  ...sourceCommands,
  ...taskCommands,
}
