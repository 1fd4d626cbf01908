import { type Environment, jsonRenderer } from './json.js';
import { ndjsonRenderer } from './ndjson.js';
import { prettyRenderer } from './pretty.js';
import { quietRenderer } from './quiet.js';
import type { Renderer, Terminal, Write } from './renderer.js';
import { createTheme, type Theme } from './theme.js';

export type Format = 'pretty' | 'json' | 'ndjson';
export type View = 'list' | 'lanes';

export interface RendererOptions {
  readonly format: Format;
  /** The outcome lines only; of the pretty format. */
  readonly quiet: boolean;
  /** How the log is laid out; of the pretty format. */
  readonly view?: View;
  /** Each operation on a shared object is shown. */
  readonly showsOperations?: boolean;
  /** All threads and processes are listed under the log; of the pretty format. */
  readonly threads?: boolean;
  readonly terminal: Terminal;
  readonly environment: Environment;
  write: Write;
  /** Takes what the reader has to know that is no part of the output. */
  warn?(sentence: string): void;
}

export async function createRenderer(options: RendererOptions): Promise<Renderer> {
  const { format, view, threads, quiet, terminal, environment, write } = options;
  if (format === 'json') return jsonRenderer(environment, write);
  if (format === 'ndjson') return ndjsonRenderer(write);

  const theme = await createTheme(terminal);
  if (quiet) return quietRenderer(terminal, theme, write);
  const createView = view === 'lanes' ? await lanes(options, theme) : undefined;
  return prettyRenderer(terminal, theme, write, { createView, threads });
}

async function lanes({ terminal, warn = () => {}, showsOperations = false }: RendererOptions, theme: Theme) {
  const { Lanes } = await import('./lanes.js');
  return () => new Lanes({ terminal, theme, warn, showsOperations });
}
