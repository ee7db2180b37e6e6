/** What XML 1.0 forbids even as a reference: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
const SPECIAL = /[&<>"\t\n\r]/g;
/** Line breaks and tabs of an attribute would be read as blanks. */
const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

type Attributes = Readonly<Record<string, string | number | null | undefined>>;

/** Text of an element or an attribute; a character that XML forbids becomes U+FFFD, so that it is not lost in silence. */
export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(SPECIAL, (character) => ESCAPED[character] ?? character);
}

/** The start of an element; attributes without a value are left out. */
export function openElement(name: string, attributes: Attributes = {}): string {
  return `<${name}${toAttributes(attributes)}>`;
}

export function closeElement(name: string): string {
  return `</${name}>`;
}

/** An element with what is in it, which is XML already. */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const inside = content.join('');
  return inside === ''
    ? `<${name}${toAttributes(attributes)}/>`
    : `${openElement(name, attributes)}${inside}${closeElement(name)}`;
}

function toAttributes(attributes: Attributes): string {
  return Object.entries(attributes)
    .flatMap(([name, value]) => (value == null ? [] : [` ${name}="${escapeXml(String(value))}"`]))
    .join('');
}
