/** The examples of help texts, which users paste: each has to work. */
import { expect } from 'vitest';
import { pyconc } from './pyconc.js';

/** The words of all examples of these texts, each once; a long example continues on the next line, as in a shell. */
export function examplesIn(...texts: readonly string[]): string[] {
  return [
    ...new Set(
      texts.flatMap((text) =>
        [...text.replace(/ \\\n +/g, ' ').matchAll(/^ {2}npx pyconc (.+?)(?: {2}.*)?$/gm)].map(
          ([, words]) => `${words}`,
        ),
      ),
    ),
  ];
}

export async function expectToWork(words: string, cwd: string): Promise<void> {
  const { exitCode, stderr } = await pyconc(words.split(' '), { cwd });
  expect(exitCode === 3 && words.includes('--expect') ? 0 : exitCode).toBe(0);
  // On a busy machine it takes long enough for progress to be shown.
  const complaints = stderr
    .split('\n')
    .filter((line) => line !== '' && !/^pyconc: .* (left|so far|getting ready|is running \(\d+ s\))/.test(line));
  if (exitCode === 0) expect(complaints).toEqual([]);
}
