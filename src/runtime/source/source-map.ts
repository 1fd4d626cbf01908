/**
 * Maps compiled code to its source, for files with a source map beside them or in their last line, as compilers write it. If a
 * loader compiles, or Node runs with `--enable-source-maps`, stacks name the sources already.
 */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** `file:line:column` in the source if the module at `url` has a map, else in the module itself. Lines count from 1. */
export function sourcePlace(url: string, line: number, column: number): string {
  const origin = mapOf(url)?.findEntry(line - 1, column - 1);
  if (origin && 'originalSource' in origin) {
    const source = new URL(origin.originalSource, url).href;
    return `${pathOf(source)}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
  }
  return `${pathOf(url)}:${line}:${column}`;
}

const maps = new Map<string, SourceMap | undefined>();

function mapOf(url: string): SourceMap | undefined {
  if (!maps.has(url)) maps.set(url, readMap(url));
  return maps.get(url);
}

/** Called only when there is a stack to show: a map is larger than its module. */
function readMap(url: string): SourceMap | undefined {
  try {
    // A loader may have added a query.
    const file = url.replace(/[?#].*$/, '');
    const inside = [...read(file).matchAll(INLINE)].at(-1)?.[1];
    return new SourceMap(JSON.parse(inside ? Buffer.from(inside, 'base64').toString() : read(`${file}.map`)));
  } catch {
    return undefined;
  }
}

const INLINE = /^\/\/# sourceMappingURL=data:application\/json[^,]*;base64,(\S+)\s*$/gm;

function read(url: string): string {
  return readFileSync(fileURLToPath(url), 'utf8');
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}
