/** The script that Node was told to run, and whether a program is that script's. */
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * True for a program whose `main` is in the script, or for which the script has called `run`: then the exit status of this
 * process is the program's. Both files are named as the engine names them. A script that lets others run programs, and a test
 * runner's process, have an exit status of their own.
 */
export function isOfScript(...files: readonly (string | undefined)[]): boolean {
  const script = process.argv[1];
  if (script === undefined || isUnderTest()) return false;
  const url = pathToFileURL(fileOf(script)).href;
  return files.some((file) => file !== undefined && isSame(file, url));
}

/** `node --test` sets it for each file's process; a file that is run by itself has loaded the module. */
function isUnderTest(): boolean {
  const { moduleLoadList = [] } = process as unknown as { readonly moduleLoadList?: readonly string[] };
  return process.env.NODE_TEST_CONTEXT !== undefined || moduleLoadList.includes('NativeModule test');
}

/** The file that Node finds: a folder's index, or a name without its extension. Modules go by their real paths. */
function fileOf(script: string): string {
  try {
    return realpathSync(createRequire(import.meta.url).resolve(script));
  } catch {
    return script;
  }
}

/** A loader may have added a query. */
function isSame(file: string, url: string): boolean {
  const href = file.startsWith('file:') ? file : pathToFileURL(file).href;
  return href.replace(/[?#].*$/, '') === url;
}
