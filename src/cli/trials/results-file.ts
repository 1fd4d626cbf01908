/** A file that results are saved in as they come. */
import { closeSync, fstatSync, openSync, realpathSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { trialsRefusals } from '../../render/trials/trials-refusals.js';
import { UsageError } from '../usage-error.js';

export interface ResultsFile {
  /** Adds to what there is. */
  append(text: string): void;
  /** Puts a whole document in the place of the last one. */
  replace(text: string): void;
  close(): void;
  /** Why it cannot be written to: then what is there is what was saved before. */
  readonly failure: Error | undefined;
}

/** Opens it, and empties it. Raises UsageError where that cannot be. */
export function openResultsFile(path: string): ResultsFile {
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (error) {
    throw new UsageError(trialsRefusals.unwritable(path, (error as Error).message));
  }
  // A pipe or a device cannot take anything back: it gets the last document only.
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
        // At once or not at all: a full disk leaves the last document whole.
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
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
