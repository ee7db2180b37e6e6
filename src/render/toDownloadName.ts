const MOST_CHARACTERS = 80;

/** `<title>_<report>_<YYYYMMDDThhmmssZ>`, safe on any file system; letters of any script stay. */
export function toDownloadName(name: { title: string | null; reportName: string; at: Date }): string {
  const time = name.at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return [...[name.title, name.reportName].flatMap((part) => toSafePart(part ?? '')), time].join('_');
}

function toSafePart(text: string): string[] {
  const safe = text
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^[-\p{M}]+|-+$/gu, '');
  const short = Array.from(safe).slice(0, MOST_CHARACTERS).join('');
  return short === '' ? [] : [short];
}
