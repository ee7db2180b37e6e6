import createBidi from 'bidi-js/dist/bidi.mjs';

import { joinArabic } from './joinArabic.ts';

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f\u202b\u202e\u2067]/u;

const bidi = createBidi();

export function hasRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/**
 * A line's characters from left to right as they are shown: after the Unicode Bidirectional Algorithm, brackets mirrored,
 * Arabic letters in the forms that join.
 */
export function toVisual(line: string): string {
  const joined = joinArabic(line);
  const embedding = bidi.getEmbeddingLevels(joined);
  const mirrored = bidi.getMirroredCharactersMap(joined, embedding.levels);
  const characters = joined.split('').map((character, index) => mirrored.get(index) ?? character);
  for (const [start = 0, end = 0] of bidi.getReorderSegments(joined, embedding)) {
    const turned = turn(characters.slice(start, end + 1).join(''));
    characters.splice(start, turned.length, ...turned.split(''));
  }
  return characters.join('');
}

/** The characters in the other order; marks stay behind what they stand on. */
function turn(text: string): string {
  return Array.from(text.matchAll(/\P{M}\p{M}*|\p{M}+/gu), ([cluster]) => cluster)
    .reverse()
    .join('');
}
