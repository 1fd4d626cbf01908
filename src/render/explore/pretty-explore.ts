/** Exploring for people: one page per row, then a comparison of the rows. */
import type { ExploreReport } from '../../events/explore-report.js';
import { titleOf } from '../../session/row-names.js';
import { gap, paragraph } from '../blocks.js';
import { plainLine } from '../plain-text.js';
import { createTheme } from '../theme.js';
import { Typesetter } from '../typesetter.js';
import { coverageText, outcomeName, shareOf, wayOf } from './claims.js';
import { comparison } from './comparison.js';
import { exploreMessages as messages } from './explore-messages.js';
import type { ExploreRenderer, ExploreRendererOptions } from './explore-renderer.js';
import { exploreRowBlocks } from './row-blocks.js';

export async function prettyExplore(options: ExploreRendererOptions): Promise<ExploreRenderer> {
  const { terminal, head, next, write } = options;
  const theme = await createTheme(terminal);
  const page = new Typesetter({ terminal, ellipsis: theme.glyphs.ellipsis, write });
  const around = { ...options, theme };
  return {
    row(row) {
      page.put(...exploreRowBlocks(row, around), gap);
    },
    async finish(report) {
      if (report.rows.length > 1) page.put(...comparison(report, theme), gap);
      const facts = [...figures(report), messages.seed(head.seed), messages.aboutSteps];
      page.put(paragraph(facts.join(` ${theme.glyphs.separator} `), { indent: 2, style: theme.faint }));
      const lead = { text: messages.labels.next, width: messages.labels.next.length, style: theme.strong };
      if (next !== undefined) page.put(paragraph(next, { leads: [lead] }));
      await page.done();
    },
  };
}

/** Of all rows together. */
function figures({ rows }: ExploreReport): string[] {
  if (rows.length === 0) return [];
  const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
  const steps = Math.max(...rows.map((row) => row.steps));
  return [messages.took(total(rows.map((row) => row.schedules)), steps, total(rows.map((row) => row.seconds)))];
}

/** One line per row: what is possible, and what was covered. Scripts read it too, so it is not wrapped. */
export async function quietExplore({ terminal, write }: ExploreRendererOptions): Promise<ExploreRenderer> {
  const theme = await createTheme(terminal);
  return {
    finish({ rows }) {
      for (const row of rows) {
        const possible = row.outcomes.filter((outcome) => outcome.possible);
        const shares = possible.map((outcome) => `${outcomeName(outcome)} ${shareOf(outcome, row) ?? wayOf(outcome)}`);
        // Problems, which a colon announces, are told on stderr.
        const text = theme.prose([shares.join(', '), coverageText(row)].filter(Boolean).join('; ').replace(/:$/, '.'));
        write(`${plainLine(`${row.name || titleOf(row)}: ${text}`)}\n`);
      }
    },
  };
}
