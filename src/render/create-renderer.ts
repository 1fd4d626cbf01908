import { type Environment, jsonRenderer } from './json.js';
import { ndjsonRenderer } from './ndjson.js';
import { prettyRenderer } from './pretty.js';
import { quietRenderer } from './quiet.js';
import type { Renderer, Terminal, Write } from './renderer.js';
import { createTheme } from './theme.js';

export type Format = 'pretty' | 'json' | 'ndjson';

export interface RendererOptions {
  readonly format: Format;
  /** The outcome lines only; of the pretty format. */
  readonly quiet: boolean;
  readonly terminal: Terminal;
  readonly environment: Environment;
  write: Write;
}

export async function createRenderer(options: RendererOptions): Promise<Renderer> {
  const { format, quiet, terminal, environment, write } = options;
  if (format === 'json') return jsonRenderer(environment, write);
  if (format === 'ndjson') return ndjsonRenderer(write);

  const theme = await createTheme(terminal);
  return (quiet ? quietRenderer : prettyRenderer)(terminal, theme, write);
}
