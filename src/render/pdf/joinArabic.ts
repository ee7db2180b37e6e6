/** The forms of an Arabic letter: alone, at the end, at the begin and in the middle of a word; two where it joins only backwards. */
type Forms = readonly string[];

/** Unicode's block Arabic Presentation Forms-B lists the forms of each letter in this order. */
const FIRST_FORM = 0xfe80;
const LAST_FORM = 0xfef4;
const END = 1;
const BEGIN = 2;
const MIDDLE = 3;
/** A sign that joins on both sides and looks the same everywhere. */
const TATWEEL = '\u0640';
const MARK = /\p{M}/u;

const FORMS = listForms();

/** Arabic letters in the forms that join, for fonts whose own rules for it are not run; the number of characters stays. */
export function joinArabic(text: string): string {
  const characters = text.split('');
  return characters
    .map((character, index) => {
      const forms = FORMS.get(character);
      if (forms === undefined) return character;
      const joinsBefore = joinsForward(neighbour(characters, index, -1));
      const joinsAfter = forms.length > BEGIN && joinsBackward(neighbour(characters, index, 1));
      return forms[(joinsBefore ? END : 0) + (joinsAfter ? BEGIN : 0)] ?? character;
    })
    .join('');
}

function neighbour(characters: readonly string[], index: number, step: number): string {
  let at = index + step;
  while (MARK.test(characters[at] ?? '')) at += step;
  return characters[at] ?? '';
}

function joinsForward(character: string): boolean {
  return character === TATWEEL || (FORMS.get(character)?.length ?? 0) > MIDDLE;
}

function joinsBackward(character: string): boolean {
  return character === TATWEEL || (FORMS.get(character)?.length ?? 0) > END;
}

function listForms(): ReadonlyMap<string, Forms> {
  const forms = new Map<string, string[]>();
  for (let code = FIRST_FORM; code <= LAST_FORM; code += 1) {
    const form = String.fromCharCode(code);
    const letter = form.normalize('NFKC');
    forms.set(letter, [...(forms.get(letter) ?? []), form]);
  }
  return forms;
}
