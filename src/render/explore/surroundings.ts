import type { Terminal } from '../renderer.js';
import type { Theme } from '../theme.js';
import type { ExploreHead } from './explore-renderer.js';

/** What the parts of a page need to know beside their row. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly theme: Theme;
  readonly head: ExploreHead;
  /** How pyconc is called. */
  readonly command: string;
  /** The source line at a place; null if it cannot be read. */
  sourceOf(at: string): string | null;
}
