/** A file that results are saved to as they come in. */

import { closeSync, fstatSync, openSync, realpathSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { refusals } from '../render/refusals.js';
import { UserError } from '../session/user-error.js';

export interface ResultsFile {
  /** Appends text. */
  append(text: string): void;
  /** Replaces the last document by a new one. */
  replace(text: string): void;
  close(): void;
  /** Why a write failed; the file then keeps what was saved before. */
  readonly failure: Error | undefined;
}

/** Opens and empties the file. Raises UserError if it cannot. */
export function openResultsFile(path: string): ResultsFile {
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (error) {
    throw UserError.inWords(`${refusals.unwritable(path, (error as Error).message)}.`);
  }
  // A pipe or a device cannot be rewritten: it gets only the last document.
  const isRegular = fstatSync(file).isFile();
  let last = '';
  let failure: Error | undefined;

  const attempt = (write: () => void) => {
    if (failure) return;
    try {
      write();
    } catch (error) {
      failure = error as Error;
    }
  };
  return {
    append: (text) => attempt(() => writeAll(file, text)),
    replace(text) {
      attempt(() => {
        if (!isRegular) {
          last = text;
          return;
        }
        // Atomic: on a full disk the last document stays whole.
        const target = realpathSync(path);
        const draft = `${target}.${process.pid}.tmp`;
        try {
          writeFileSync(draft, text);
          renameSync(draft, target);
        } catch (error) {
          rmSync(draft, { force: true });
          throw error;
        }
      });
    },
    close() {
      attempt(() => writeAll(file, last));
      attempt(() => closeSync(file));
    },
    get failure() {
      return failure;
    },
  };
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
