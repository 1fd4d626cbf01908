/** `pyconc new`: writes a demo to start from. */

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messages } from '../../render/messages.js';
import { refusals } from '../../render/refusals.js';
import { UserError } from '../../session/user-error.js';
import { commandName } from '../command-name.js';
import { ExitCode } from '../exit-codes.js';

export interface NewOptions {
  readonly ts?: boolean;
}

/** Writes the file into the current folder. Raises UserError if the file exists or cannot be written. */
export function createDemo(word: string, { ts = false }: NewOptions): ExitCode {
  const name = nameOf(word);
  const language = ts ? 'ts' : 'js';
  const type = moduleType(process.cwd());
  const file = `${name}.${extensionFor(language, type)}`;
  write(file, starter(language).replaceAll(`my-demo.${language}`, file).replaceAll('my-demo', name));

  process.stdout.write(`${messages.created.done(file)}\n`);
  if (type === undefined && !ts) process.stdout.write(`${messages.created.typeless}\n`);
  const compiled = file.replace(/ts$/, 'js');
  if (ts && !stripsTypes()) process.stdout.write(`${messages.created.compile(file)}\n`);
  const runnable = stripsTypes() ? file : compiled;
  process.stdout.write(`${messages.created.next(`${commandName()} run ./${runnable}`)}\n`);
  return ExitCode.ok;
}

/** True if this Node loads TypeScript; Node reports it from 22.10 on. */
function stripsTypes(): boolean {
  return Boolean((process.features as { typescript?: unknown }).typescript);
}

/** The name may be typed with its extension. */
function nameOf(word: string): string {
  const name = word.replace(/\.[cm]?[jt]s$/, '');
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return name;
  throw UserError.inWords(...refusals.wrongName(word));
}

/** The extension that both Node and tsc take for a module here: without `type` in package.json, tsc makes CommonJS of `.ts`. */
function extensionFor(language: 'js' | 'ts', type: string | undefined): string {
  const isModule = type === 'module' || (type === undefined && language === 'js');
  return isModule ? language : `m${language}`;
}

/** `type` in the package.json that applies to a folder. */
function moduleType(folder: string): string | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).type;
  } catch (error) {
    const parent = dirname(folder);
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return isMissing && parent !== folder ? moduleType(parent) : undefined;
  }
}

function starter(language: 'js' | 'ts'): string {
  return readFileSync(new URL(`../templates/demo.${language}`, import.meta.url), 'utf8');
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw UserError.inWords(...refusals.fileExists(file));
    throw UserError.inWords(refusals.unwritable(resolve(file), message));
  }
}
