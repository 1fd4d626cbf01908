import type { Environment } from './json.js';
import type { Renderer, Terminal, Write } from './renderer.js';

export type Format = 'pretty' | 'json' | 'ndjson';

export interface RendererOptions {
  readonly format: Format;
  /** The outcome lines only; of the pretty format. */
  readonly quiet: boolean;
  readonly terminal: Terminal;
  readonly environment: Environment;
  write: Write;
}

/** Loads the one format that is asked for, and nothing that only another needs. */
export async function createRenderer(options: RendererOptions): Promise<Renderer> {
  const { format, quiet, terminal, environment, write } = options;
  if (format === 'json') return (await import('./json.js')).jsonRenderer(environment, write);
  if (format === 'ndjson') return (await import('./ndjson.js')).ndjsonRenderer(write);

  const { createTheme } = await import('./theme.js');
  const theme = await createTheme(terminal);
  return quiet
    ? (await import('./quiet.js')).quietRenderer(terminal, theme, write)
    : (await import('./pretty.js')).prettyRenderer(terminal, theme, write);
}
