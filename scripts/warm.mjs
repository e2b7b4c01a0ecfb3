// Runs the program with the words of this process, and keeps what V8 compiled for that beside it. Called by build.mjs with
// words that come by what most verbs need.

import { writeFileSync } from 'node:fs'
import { launch } from '../dist/launch.js'

const scripts = launch()
process.on('exit', () => {
  for (const [filename, script] of scripts) writeFileSync(`${filename}.compiled`, script.createCachedData())
})
