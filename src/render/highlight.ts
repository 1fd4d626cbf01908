/** A program's text as lines of spans, highlighted if the terminal has colours. */
import type { Span, Style } from './blocks.js';
import type { Theme } from './theme.js';

export type Language = 'typescript' | 'javascript' | 'python';

/** Loads the highlighting library only if its colours can be seen. */
export async function highlight(source: string, language: Language, theme: Theme): Promise<Span[][]> {
  const text = theme.prose(source).trimEnd();
  const { syntax } = theme;
  if (syntax === undefined) return text.split('\n').map((line) => [{ text: line }]);
  const tree: unknown = (await loadLanguages()).highlight(language, text);
  return inLines(spansOf(tree as Node, syntax));
}

/** A node of the tree that lowlight returns. */
interface Node {
  readonly value?: string;
  readonly children?: readonly Node[];
  readonly properties?: { readonly className?: unknown };
}

async function loadLanguages() {
  const [{ createLowlight }, { default: typescript }, { default: javascript }, { default: python }] = await Promise.all(
    [
      import('lowlight'),
      import('highlight.js/lib/languages/typescript'),
      import('highlight.js/lib/languages/javascript'),
      import('highlight.js/lib/languages/python'),
    ],
  );
  return createLowlight({ typescript, javascript, python });
}

/** The innermost scope decides; code inside a template string is code again. */
function spansOf({ children = [] }: Node, syntax: (scope: string) => Style | undefined, outer?: Style): Span[] {
  return children.flatMap((child) => {
    if (child.value !== undefined) return [{ text: child.value, style: outer }];
    const scope = scopeOf(child);
    return spansOf(child, syntax, scope === 'subst' ? undefined : (syntax(scope) ?? outer));
  });
}

function scopeOf({ properties }: Node): string {
  const names = properties?.className;
  return String(Array.isArray(names) ? names[0] : '').replace(/^hljs-/, '');
}

function inLines(spans: readonly Span[]): Span[][] {
  const lines: Span[][] = [[]];
  for (const { text, style } of spans) {
    const [first = '', ...others] = text.split('\n');
    lines.at(-1)?.push({ text: first, style });
    for (const line of others) lines.push([{ text: line, style }]);
  }
  return lines;
}
