// The colours, as functions of a text; without colour they give the text back. Whether there is colour was decided by
// the caller: nothing here looks at the environment.

import picocolors from 'picocolors'

export type Colors = ReturnType<typeof picocolors.createColors>

export const colorsFor = (color: boolean): Colors => picocolors.createColors(color)
