// What is published has no scripts and no development dependencies: they are for a clone, and `prepare` would build what is not there.
// npm packs the manifest as it lies in the folder, so it is another one meanwhile: `strip` before, `restore` behind.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const manifest = fileURLToPath(new URL('../package.json', import.meta.url));
const kept = fileURLToPath(new URL('../build/package.json', import.meta.url));

if (process.argv[2] === 'restore') restore();
else strip();

function strip() {
  // A pack that was cut short has left it stripped: what it kept is the whole one.
  if (!('scripts' in read(manifest))) restore();
  mkdirSync(fileURLToPath(new URL('../build', import.meta.url)), { recursive: true });
  const whole = readFileSync(manifest, 'utf8');
  writeFileSync(kept, whole);
  const { scripts, devDependencies, ...published } = JSON.parse(whole);
  replace(manifest, `${JSON.stringify(published, null, 2)}\n`);
}

function restore() {
  if (!existsSync(kept)) throw new Error(`there is no ${kept} to restore: git checkout package.json`);
  renameSync(kept, manifest);
}

function read(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** At once, for others may read it. */
function replace(path, text) {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
