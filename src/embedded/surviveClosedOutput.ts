/** A reader that goes away (`npm run dev | head`) must not end a supervisor before its parts. */
export function surviveClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
