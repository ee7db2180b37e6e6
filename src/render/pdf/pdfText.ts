/** A text string as PDF writes it outside of pages: UTF-16 with a byte order mark, in hexadecimal. */
export function pdfText(text: string): string {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  return `<${bytes.toString('hex').toUpperCase()}>`;
}
