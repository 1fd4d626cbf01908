/** One line per step. */
import type { ReplayReport } from '../../events/replay-report.js';
import { markdownLine } from '../markdown-line.js';
import { shownPlace } from '../places.js';
import { replayMessages as messages } from './replay-messages.js';
import type { ReplayRendererOptions } from './replay-renderer.js';
import { stepText } from './story-table.js';

export function markdownReplay({ story }: ReplayReport, { terminal, sourceOf }: ReplayRendererOptions): string {
  const heads = Object.values(messages.markdown);
  const rows = (story?.steps ?? []).map((step) => {
    const thread = story?.threads.find(({ letter }) => letter === step.thread);
    const { at } = step;
    return [
      String(step.step),
      `${step.thread} ${thread?.name ?? ''}`,
      story === null ? '' : stepText(step, story),
      at === null ? '' : shownPlace(at, terminal.folder),
      (at === null ? null : sourceOf(at)) ?? '',
    ];
  });
  return [heads, heads.map(() => '---'), ...rows].map(markdownLine).join('');
}
