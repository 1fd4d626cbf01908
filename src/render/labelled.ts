import { type Paragraph, paragraph } from './blocks.js';

/** A line of figures or of a sentence after its label. */
export function labelled(label: string, text: string): Paragraph {
  return paragraph(text, { indent: 2, leads: [{ text: label, width: Math.max(LABEL_WIDTH, label.length) }] });
}

const LABEL_WIDTH = 7;
