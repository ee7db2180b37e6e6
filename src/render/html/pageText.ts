/** As a class of UTF-16 units by number: a pattern that held such characters would be as unseen as they are. */
const units = (...ranges: readonly (readonly [first: number, last: number])[]): string =>
  ranges.map((range) => range.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('-')).join('');

/** C0 but for tab and line feed, delete, C1: what HTML forbids or shows as nothing. */
const CONTROLS = units([0x00, 0x08], [0x0b, 0x1f], [0x7f, 0x9f]);
/** Scripts that are written from right to left, and the marks that turn the direction. */
const RIGHT_TO_LEFT = units(
  [0x0590, 0x08ff],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2066, 0x2069],
  [0xfb1d, 0xfdff],
  [0xfe70, 0xfeff],
  // The first halves of U+10800–U+10FFF and U+1E800–U+1EFFF.
  [0xd802, 0xd803],
  [0xd83a, 0xd83b],
);
const UNSEEN = new RegExp(`[${CONTROLS}]|\\p{Noncharacter_Code_Point}|\\p{Surrogate}`, 'gu');
const TURNS = new RegExp(`[${RIGHT_TO_LEFT}]`);
const MARKUP = /[&<>"]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Whether a reader must find the direction of the text by itself. */
export function turnsDirection(text: string): boolean {
  return TURNS.test(text);
}

/** Escaped, between tags and in quoted attributes, with what nobody would see shown as `showUnseen` does. */
export function toPageText(text: string): string {
  return showUnseen(text).replace(MARKUP, (character) => ENTITIES[character] ?? '');
}

/** Control characters become their pictures (U+2400 to U+2421); what has none, and what is no character, U+FFFD. */
export function showUnseen(text: string): string {
  return text.replace(UNSEEN, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\ufffd';
  });
}
