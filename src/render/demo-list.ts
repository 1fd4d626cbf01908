/** The list of all demos. */
import type { Demo } from '../session/demo.js';
import { type Block, gap, paragraph, table } from './blocks.js';
import { messages } from './messages.js';
import type { Theme } from './theme.js';

export function demoList(
  demos: readonly Pick<Demo, 'name' | 'title' | 'topic'>[],
  command: string,
  theme: Theme,
): Block[] {
  // `inEnglish` would load the runtime's chunk, which nothing here needs.
  const rows = demos.map(({ name, title, topic }) => [
    name,
    theme.prose(typeof title === 'string' ? title : title.en),
    topic,
  ]);
  return [table(messages.heads.demos, rows), gap, paragraph(messages.listNext(command))];
}
