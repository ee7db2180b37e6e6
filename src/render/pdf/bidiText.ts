import createBidi from 'bidi-js/dist/bidi.mjs';

import { joinArabic } from './joinArabic.ts';

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f\u202b\u202e\u2067]/u;
const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu;
/** Blanks and line breaks at a line's end, which stand behind it whichever way it runs. */
const END = /[\s\u0085]*$/u;

/** A character and the marks on it: what it says, and as what it is shown, mirrored or joined to its neighbours. */
export type Cluster = { text: string; shown: string };

const bidi = createBidi();

export function hasRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/**
 * A line's clusters as they are read, and the order in which they stand from left to right, after the Unicode Bidirectional
 * Algorithm: brackets mirrored, Arabic letters in the forms that join.
 */
export function orderClusters(line: string): { clusters: readonly Cluster[]; order: readonly number[] } {
  const joined = joinArabic(line);
  const embedding = bidi.getEmbeddingLevels(joined);
  const mirrored = bidi.getMirroredCharactersMap(joined, embedding.levels);
  const shown = joined.split('').map((character, index) => mirrored.get(index) ?? character);
  const clusters: Cluster[] = [];
  // Of each UTF-16 unit.
  const clusterOf: number[] = [];
  for (const { 0: text, index } of line.matchAll(CLUSTER)) {
    for (let unit = 0; unit < text.length; unit += 1) clusterOf.push(clusters.length);
    clusters.push({ text, shown: shown.slice(index, index + text.length).join('') });
  }
  const body = line.search(END);
  const units = bidi.getReorderedIndices(joined, embedding);
  const turned = [
    ...units.filter((unit) => unit < body),
    ...line
      .slice(body)
      .split('')
      .map((_, at) => body + at),
  ];
  return { clusters, order: [...new Set(turned.flatMap((unit) => clusterOf[unit] ?? []))] };
}
