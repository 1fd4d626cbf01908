/** A request for help, in the words that commander takes it in. */

/**
 * `help run` becomes `run --help`: commander's own verb takes no options, and would have nothing to say of `help nonsense`,
 * but knows the sentence for `nonsense`. How it is to look goes behind the verb, which knows these options, from wherever
 * it stood. Other requests are left as they are.
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

/** The options on colours and characters, and all other words. */
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
