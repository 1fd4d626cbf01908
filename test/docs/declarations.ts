/** The exports of the package as `dist/types` declares them: names, signatures, and the members of classes. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = fileURLToPath(new URL('../../dist/types/', import.meta.url));

export interface Declaration {
  readonly name: string;
  /** True for declarations that exist in TypeScript only. */
  readonly isType: boolean;
  /** Without comments, `export`, `declare`, and base classes that are not exported. */
  readonly signature: string;
  /** Public members of a class, without `toString`, which all classes have. */
  readonly members: readonly string[];
}

/** The exports of an index, in its order. */
export function exportsOf(index: string): Declaration[] {
  const file = join(TYPES, index);
  const text = readTypes(file);
  const own = [...text.matchAll(/^export declare function (\w+)/gm)].map(([, name]) => declare(file, name as string));
  const listed = [...text.matchAll(/^export (type )?(?:\{([^}]*)\}|\*) from '(.*)';$/gm)];
  return listed
    .flatMap(([, type = '', list, from]) => {
      const source = join(dirname(file), (from as string).replace(/\.js$/, '.d.ts'));
      const names = list?.split(',') ?? readTypes(source).match(/(?<=^export (?:interface|type) )\w+/gm) ?? [];
      return names
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((name) => declare(source, name.split(' ').at(-1) as string, type !== '' || name.startsWith('type ')));
    })
    .concat(own);
}

function declare(file: string, name: string, isType = false): Declaration {
  const text = find(file, name);
  if (text === undefined) return declare(importOf(file, name), name, isType);
  if (!text.startsWith('class')) return { name, isType, signature: withItsType(file, text), members: [] };
  const base = / extends (\w+)(?:<\w+>)? \{/.exec(text)?.[1] ?? 'Object';
  // Exported classes extend each other or Error; members of other base classes are their own, except for an abstract one
  // beside them.
  const isPublic = base === 'Error' || /^(Runtime|Semaphore$|Thread$|Queue$)/.test(base);
  const inherited = isPublic ? [] : inheritedFrom(file, base);
  const [head = ''] = text.split('\n');
  const body = [...membersIn(text), ...inherited];
  return {
    name,
    isType,
    signature: [isPublic ? head : head.replace(` extends ${base}`, ''), ...body, '}'].join('\n'),
    members: body.map((line) => (/(?:readonly )?\[?([\w.]+)/.exec(line) as RegExpExecArray)[1] as string),
  };
}

/** Members that a class inherits from one that is not exported, or that make it lockable. */
function inheritedFrom(file: string, base: string): string[] {
  const text = find(file, base) ?? '';
  if (text.includes('Lockable')) return membersIn(find(join(TYPES, 'runtime/objects/lockable.d.ts'), 'Lockable') ?? '');
  const further = / extends (\w+_base) \{/.exec(text)?.[1];
  return [...membersIn(text), ...(further === undefined ? [] : inheritedFrom(file, further))];
}

/** Lines of a declaration other than its first begin with a space or a closing bracket. */
function find(file: string, name: string): string | undefined {
  const kinds = '(?:abstract class|class|function|const|interface|type)';
  const pattern = new RegExp(`^(?:export )?(?:declare )?${kinds} ${name}\\b.*(?:\\n[ }].*)*`, 'gm');
  const found = readTypes(file).match(pattern);
  return found?.map((text) => text.replace(/^(export )?(declare )?(abstract )?/, '')).join('\n');
}

/** A constant's type that its file does not export belongs to its signature. */
function withItsType(file: string, text: string): string {
  const type = /^const \w+: (\w+);$/.exec(text)?.[1];
  return type === undefined ? text : `${text}\n${find(file, type)}`;
}

/** Public members, a line each: getters and setters as the properties that they are. */
function membersIn(text: string): string[] {
  const lines = text.split('\n').slice(1, -1);
  return lines
    .filter((line) => !/^ +(#private|toString\(|protected |set \w+\(\w+: )/.test(line) || /^ +set\(/.test(line))
    .map((line) => {
      const [, name, type] = /^ +get (\w+)\(\): (.*);$/.exec(line) ?? [];
      if (name === undefined) return line.replace(/^ +/, '  ');
      const canBeSet = lines.some((other) => other.trim().startsWith(`set ${name}(`));
      return `  ${canBeSet ? '' : 'readonly '}${name}: ${type};`;
    });
}

function importOf(file: string, name: string): string {
  const pattern = new RegExp(`^import (?:type )?\\{[^}]*\\b${name}\\b[^}]*\\} from '(.*)\\.js';$`, 'm');
  const from = pattern.exec(readTypes(file))?.[1];
  if (from === undefined) throw new Error(`${file} does not declare ${name}`);
  return join(dirname(file), `${from}.d.ts`);
}

/** Without comments. */
function readTypes(file: string): string {
  return readFileSync(file, 'utf8').replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, '');
}
