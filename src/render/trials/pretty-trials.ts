/** Trials for people: one page per row, then a comparison of the rows. */
import type { TrialsReport } from '../../events/trials-report.js';
import { type Block, gap, paragraph } from '../blocks.js';
import { plainLine } from '../plain-text.js';
import { createTheme } from '../theme.js';
import { Typesetter } from '../typesetter.js';
import { comparison } from './comparison.js';
import { rateText, rowBlocks, type Surroundings } from './row-blocks.js';
import { trialsMessages as messages } from './trials-messages.js';
import type { TrialsRenderer, TrialsRendererOptions } from './trials-renderer.js';

export async function prettyTrials(options: TrialsRendererOptions): Promise<TrialsRenderer> {
  const { terminal, head, environment, next, write } = options;
  const theme = await createTheme(terminal);
  const page = new Typesetter({ terminal, ellipsis: theme.glyphs.ellipsis, write });
  const around: Surroundings = { terminal, theme, head, explained: new Set(), isFirst: true };
  return {
    row(row) {
      page.put(...rowBlocks(row, around), gap);
      around.isFirst = false;
    },
    async finish(report) {
      if (report.rows.length > 1) page.put(...comparison(report, around), gap);
      page.put(...warnings(report, around));
      const conditions = messages.conditions(environment, head.seed).join(` ${theme.glyphs.separator} `);
      page.put(paragraph(conditions, { indent: 2, style: theme.faint }));
      const lead = { text: messages.labels.next, width: messages.labels.next.length, style: theme.strong };
      if (next !== undefined) page.put(paragraph(next, { leads: [lead] }));
      await page.done();
    },
  };
}

/** One line per row, with the rate only. Scripts read it too, so it is not wrapped. */
export async function quietTrials({ terminal, head, write }: TrialsRendererOptions): Promise<TrialsRenderer> {
  const theme = await createTheme(terminal);
  return {
    finish({ rows }) {
      for (const row of rows) {
        const rate = theme.prose(rateText(row, head));
        write(`${plainLine(`${row.name || row.demo}: ${rate}`)}
`);
      }
    },
  };
}

function warnings({ warnings }: TrialsReport, { theme }: Surroundings): Block[] {
  if (warnings.length === 0) return [];
  const { interesting } = theme.glyphs;
  const lead = { text: interesting, width: interesting.length, style: theme.grade('cut') };
  return [
    paragraph(messages.headings.warnings, { style: theme.strong }),
    ...warnings.map(({ message }) => paragraph(theme.prose(message), { indent: 2, leads: [lead] })),
    gap,
  ];
}
