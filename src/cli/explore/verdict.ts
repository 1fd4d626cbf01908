/** The exit code for the rows of exploring, and the expectations that were not met. */
import type { ExploreRow } from '../../events/explore-report.js';
import { sizeOf, whyNotProved } from '../../render/explore/claims.js';
import { exploreMessages } from '../../render/explore/explore-messages.js';
import { ExitCode } from '../exit-codes.js';
import type { Expectation } from './options.js';

const messages = exploreMessages.unmet;

/** How the command itself was stopped is judged elsewhere. A forbidden outcome counts before an unmet expectation. */
export function exploreVerdict(rows: readonly ExploreRow[], expectations: readonly Expectation[]): ExitCode {
  const isForbidden = rows.some(({ outcomes }) =>
    outcomes.some(({ grade, possible }) => grade === 'forbidden' && possible),
  );
  // A row that did not come to its end, though nobody stopped it, is no success.
  const isLost = rows.some(({ problems }) => problems.some(({ code }) => code === 'stuck' || code === 'lost-worker'));
  if (isForbidden || isLost) return ExitCode.forbidden;
  return rows.some((row) => unmet(row, expectations).length > 0) ? ExitCode.unexpected : ExitCode.ok;
}

/** One sentence for each expectation that the row does not meet: `impossible` has to be proved. */
export function unmet(row: ExploreRow, expectations: readonly Expectation[]): string[] {
  const name = messages.row(row.demo, row.variant, sizeOf(row));
  return expectations.flatMap(({ outcome, isPossible }) => {
    const came = row.outcomes.some((each) => each.name === outcome && each.possible);
    if (isPossible) {
      if (came) return [];
      return [row.proved ? messages.impossible(name, outcome) : messages.notSeen(name, outcome, whyNotProved(row))];
    }
    if (came) return [messages.possible(name, outcome)];
    return row.proved ? [] : [messages.notProved(name, outcome, whyNotProved(row))];
  });
}
