/** What a text is to be in a file that could not hold it as it was. */
type Change = (text: string) => string;

/** What notes say, and what that makes of a text; other notes allow no difference. */
const CHANGES: readonly [says: RegExp, toChange: (limit: number) => Change][] = [
  [/ holds (\d+): longer ones are cut\.$/, (limit) => (text) => cutBytes(text, limit).replace(/ +$/, '')],
  [/: texts are cut to the 32,767 characters /, () => (text) => cutUnits(text, 32_767)],
  [/: special missing values are /, () => (text) => (/^\.[A-Z_]$/.test(text) ? '' : text)],
  [/ is replaced by its picture \(U\+2400 to U\+2421\) or by U\+FFFD\.$/, () => toPictures],
];

/**
 * Whether what was found in a column is what the notes of that column say of the text that was expected: a note of a cut
 * allows that very cut and nothing else.
 */
export function toAllowance(
  column: string,
  notes: readonly string[],
): (expected: string, found: string) => boolean {
  const changes = notes
    .filter((note) => note.startsWith(`${column}:`))
    .flatMap((note) =>
      CHANGES.flatMap(([says, toChange]) => {
        const said = says.exec(note);
        return said === null ? [] : toChange(Number(said[1] ?? 0));
      }),
    );
  return (expected, found) => changes.some((change) => change(expected) === found);
}

function cutBytes(text: string, most: number): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return kept;
}

function cutUnits(text: string, most: number): string {
  const kept = text.slice(0, most);
  return text.length > most && /[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept;
}

function toPictures(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b-\u001f]/g, (control) =>
      String.fromCharCode(0x2400 + control.charCodeAt(0)),
    )
    .replaceAll('\u007f', '\u2421')
    .replaceAll(/[\u0080-\u009f]|\p{Noncharacter_Code_Point}|\p{Surrogate}/gu, '\uFFFD');
}
