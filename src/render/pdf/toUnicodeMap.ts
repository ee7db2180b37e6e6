const MOST_IN_A_BLOCK = 100;
/** What no code may stand for (ISO 14289-1, 7.21.7). */
const NOT_TEXT: readonly number[] = [0, 0xfeff, 0xfffe];
const REPLACEMENT = 0xfffd;

/** The CMap that says which text the codes of two bytes stand for (ISO 32000-1, 9.10.3). */
export function toUnicodeMap(codePoints: readonly (number | undefined)[]): string {
  const pairs = codePoints.flatMap((codePoint, code) =>
    codePoint === undefined ? [] : [`<${hex(code)}><${toUtf16(codePoint)}>`],
  );
  const blocks = Array.from({ length: Math.ceil(pairs.length / MOST_IN_A_BLOCK) }, (_, index) => {
    const block = pairs.slice(index * MOST_IN_A_BLOCK, (index + 1) * MOST_IN_A_BLOCK);
    return `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar\n`;
  });
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
${blocks.join('')}endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;
}

function toUtf16(codePoint: number): string {
  if (NOT_TEXT.includes(codePoint)) return hex(REPLACEMENT);
  const text = String.fromCodePoint(codePoint);
  return Array.from({ length: text.length }, (_, index) => hex(text.charCodeAt(index))).join('');
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}
