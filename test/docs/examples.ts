/** The examples of a document: its fenced `js` blocks, each a whole program, and the output that they promise. */
export interface Example {
  /** The heading above it. */
  readonly title: string;
  readonly code: string;
  readonly prints: readonly string[];
}

export function examplesIn(document: string): Example[] {
  const examples: Example[] = [];
  let title = '';
  for (const [, heading, code] of document.matchAll(/^#+ (.+)$|^```js\n([\s\S]*?)^```$/gm)) {
    if (heading !== undefined) title = heading;
    else if (code !== undefined) examples.push({ title, code, prints: promises(code) });
  }
  return examples;
}

/** The promised output. */
export function promises(code: string): string[] {
  return [...code.matchAll(/\/\/ prints: (.*)$/gm)].map(([, line]) => line as string);
}
