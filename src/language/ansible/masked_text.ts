// Covers the values of passwords in the text of an inventory, sign for sign: lines and columns stay what they were.
// Rather too much than too little: what cannot be told apart is covered to the end of its line.

import { secretName } from './secret_name.js'

const word = String.raw`(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\\.|[^\s"'\\])+(?=\s|$)`
const pair = new RegExp(`(\\b${secretName}["']?)(=)(${word}|[^\\n]*)`, 'gim')
const setting = new RegExp(`^([^\\S\\n]*${secretName}[^\\S\\n]*=)([^\\n]*)`, 'gim')
const spaced = new RegExp(`(\\b${secretName}[^\\S\\n]*=[^\\S\\n])([^\\n]*)`, 'gim')
const yaml = new RegExp(`(\\b${secretName}["']?[^\\S\\n]*:)([^\\n]*)`, 'gim')

export function maskedText(text: string): string {
  return text
    .replaceAll(setting, (_, head: string, value: string) => head + covered(value))
    .replaceAll(spaced, (_, head: string, value: string) => head + covered(value))
    .replaceAll(pair, (_, head: string, sign: string, value: string) => head + sign + covered(value))
    .replaceAll(yaml, (_, head: string, value: string) => head + covered(value))
}

const covered = (value: string): string => value.replaceAll(/\S/g, '*')
