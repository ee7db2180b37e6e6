import assert from 'node:assert/strict';

import { toStyleSheet } from '../../../src/render/html/styleSheet.ts';

/** WCAG 2.1, 1.4.3: text of ordinary size. */
const LEAST_CONTRAST = 4.5;
/** Which text stands on which ground. */
const PAIRS = [
  ...['--ink', '--quiet', '--link'].flatMap((ink) => [
    [ink, '#fff'],
    [ink, '--head'],
  ]),
  ...['--ink', '--quiet'].flatMap((ink) => [
    [ink, '#f8fafb'],
    [ink, '#f6f8fa'],
  ]),
] as const;

const sheet = toStyleSheet([]);

/** A colour as the style sheet names or writes it. */
function toHex(colour: string): string {
  const [, hex = colour] = new RegExp(`${colour}:(#[0-9a-f]{3,6})`).exec(sheet) ?? [];
  assert.match(hex, /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/, colour);
  return hex.length === 4 ? hex.replaceAll(/[0-9a-f]/g, '$&$&') : hex;
}

/** WCAG 2.1, relative luminance. */
function toLuminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(toHex(colour).slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('the style sheet of a page', () => {
  for (const [ink = '', ground = ''] of PAIRS) {
    it(`has enough contrast of ${ink} on ${ground}`, () => {
      const [darker = 0, lighter = 0] = [toLuminance(ink), toLuminance(ground)].sort(
        (one, other) => one - other,
      );
      const contrast = (lighter + 0.05) / (darker + 0.05);
      assert.ok(contrast >= LEAST_CONTRAST, `${contrast.toFixed(2)} to 1`);
    });
  }

  it('has no other colours', () => {
    const known = new Set([...PAIRS.flat(), '--line'].map(toHex));
    const used = [...sheet.matchAll(/:[^;{}]*?(#[0-9a-f]{3,6})\b/g)].map(([, colour = '']) => toHex(colour));
    assert.deepEqual(
      used.filter((colour) => !known.has(colour)),
      [],
    );
  });

  it('repeats heads on paper, keeps rows whole, and shows all of a table there', () => {
    const [, print = ''] = /@media print\{\n([^]*?)\n\}\n/.exec(sheet) ?? [];
    const ruleOf = (selector: string) =>
      print.split('\n').find((line) => line.startsWith(`${selector}{`)) ?? assert.fail(selector);
    assert.match(ruleOf('thead'), /display:table-header-group/);
    assert.match(ruleOf('tr,dl'), /break-inside:avoid/);
    assert.match(ruleOf('h2'), /break-after:avoid/);
    assert.match(ruleOf('.rows'), /max-height:none;overflow:visible/);
    assert.match(ruleOf('nav'), /display:none/);
    assert.match(ruleOf('thead th'), /position:static/);
    assert.match(sheet, /@page\{size:297mm 210mm/);
  });
});
