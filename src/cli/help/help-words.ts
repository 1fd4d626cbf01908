/** Rewrites a request for help into words that commander understands. */

/**
 * `help run` becomes `run --help`, because commander's own `help` verb takes no options. `help nonsense` becomes `nonsense`,
 * which commander refuses with the right sentence. Options for colours and characters move behind the verb, which knows
 * them. Other requests stay as they are.
 */
export function helpWords(words: readonly string[], verbs: readonly string[]): readonly string[] {
  if (words.length === 0) return ['--help'];
  if (words.includes('--')) return words;
  const { look, others } = apart(words);
  const [first, ...subjects] = others;
  if (first !== 'help') return others.some((word) => word === '--help' || word === '-h') ? [...others, ...look] : words;
  const isVain = subjects.some((word) => !word.startsWith('-')) && !subjects.some((word) => verbs.includes(word));
  return isVain ? subjects : [...subjects, '--help', ...look];
}

/** Separates the options for colours and characters from all other words. */
function apart(words: readonly string[]): { look: string[]; others: string[] } {
  const look: string[] = [];
  const others: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === '--ascii' || word.startsWith('--color=')) look.push(word);
    else if (word === '--color') look.push(...words.slice(i, ++i + 1));
    else others.push(word);
  }
  return { look, others };
}
