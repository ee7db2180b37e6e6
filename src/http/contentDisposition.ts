import { create } from 'content-disposition';

/** Control, format and private characters, halves of surrogate pairs, and what no file system takes. */
const UNSAFE = /[\p{C}/\\:*?"<>|]/gu;
const MOST_CHARACTERS = 150;

/** RFC 6266 with RFC 8187's extended name: any file name as an attachment, with a fallback of plain ASCII. */
export function toContentDisposition(fileName: string): string {
  const safe = toSafeName(fileName);
  return create(safe, { fallback: safe.replace(/[^\w .()+,=@~-]/g, '_') });
}

function toSafeName(fileName: string): string {
  const cleaned = fileName
    .replace(UNSAFE, '_')
    .replace(/^[. ]+/, '')
    .trimEnd();
  if (cleaned === '') return 'report';
  const characters = Array.from(cleaned);
  if (characters.length <= MOST_CHARACTERS) return cleaned;
  const extension = /\.\w{1,10}$/.exec(cleaned)?.[0] ?? '';
  return characters.slice(0, MOST_CHARACTERS - extension.length).join('') + extension;
}
