/** The variables of a module, also those that it does not export: only the engine can tell them, to a debugger. */
import { Session } from 'node:inspector';

export type Scope = Readonly<Record<string, unknown>>;

/** Calls `use` with a function that returns the variables of the module in which a function was written. */
export function withScopes<T>(use: (scopeOf: (written: Function) => Scope) => T): T {
  const session = new Session();
  session.connect();
  try {
    return use((written) => scopeOf(session, written));
  } finally {
    session.disconnect();
  }
}

/** Where the engine finds the function, and leaves the scope: not on the global object, which the program may list. */
const KEY = 'pyconc.scope';
const holder = process as unknown as Record<symbol, unknown>;
const PLACE = `process[Symbol.for('${KEY}')]`;

/** The debugger interface replies within each call. */
function scopeOf(session: Session, written: Function): Scope {
  const key = Symbol.for(KEY);
  holder[key] = written;
  const properties = (objectId: string | undefined, use: (found: Found) => void) => {
    if (objectId === undefined) return;
    session.post('Runtime.getProperties', { objectId, ownProperties: true }, (_, found) => found && use(found));
  };
  try {
    session.post('Runtime.evaluate', { expression: PLACE }, (_, evaluated) => {
      holder[key] = undefined;
      properties(evaluated?.result.objectId, ({ internalProperties = [] }) => {
        const scopes = internalProperties.find(({ name }) => name === '[[Scopes]]')?.value?.objectId;
        properties(scopes, ({ result }) => {
          const outermost = result.map(({ value }) => value).filter((value) => isOfModule(value?.description));
          const objectId = outermost.at(-1)?.objectId;
          if (objectId === undefined) return;
          session.post('Runtime.callFunctionOn', { objectId, functionDeclaration: `function () { ${PLACE} = this; }` });
        });
      });
    });
    return (holder[key] as { object?: Scope } | undefined)?.object ?? {};
  } finally {
    delete holder[key];
  }
}

interface Found {
  readonly result: readonly { readonly value?: Remote }[];
  readonly internalProperties?: readonly { readonly name: string; readonly value?: Remote }[];
}

interface Remote {
  readonly description?: string;
  readonly objectId?: string;
}

/** The outermost such scope is the module's; in a CommonJS module that of the function around it. */
function isOfModule(description: string | undefined): boolean {
  return description !== undefined && /^(?:Module|Closure)/.test(description);
}
