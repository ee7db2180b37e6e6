const MOST_CHARACTERS = 3900;

/** One line of an ExecutionLog's comment: time, author, text; line breaks become blanks so that one entry stays one line. */
export function toCommentEntry(by: string, text: string, at: Date = new Date()): string {
  const line = `${at.toISOString()} ${by}: ${text}`.replace(/\p{Cc}+/gu, ' ').trim();
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS)}…`;
}
