/** PostgreSQL's text holds any character but NUL. */
export function toText(text: string): string {
  return text.replaceAll('\0', ' ');
}
