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
  /** Print only the outcome lines; pretty format only. */
  readonly quiet: boolean;
  /** The layout of the log; pretty format only. */
  readonly view?: View;
  /** Show each operation on a shared object. */
  readonly showsOperations?: boolean;
  /** List all threads and processes under the log; pretty format only. */
  readonly threads?: boolean;
  readonly terminal: Terminal;
  readonly environment: Environment;
  write: Write;
  /** Receives what the reader should know but is not part of the output. */
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
