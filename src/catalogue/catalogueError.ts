/** One fault of a report definition: the file's name, the line from 1, what is wrong and what is allowed. */
export type CatalogueFault = { file: string; line: number; message: string };

/** Thrown with every fault of every file at once. */
export class CatalogueError extends Error {
  readonly faults: readonly CatalogueFault[];

  constructor(faults: readonly CatalogueFault[]) {
    const lines = faults.map(({ file, line, message }) => `  ${file}:${line}: ${message}`);
    super(`The report definitions are not valid:\n${lines.join('\n')}`);
    this.name = 'CatalogueError';
    this.faults = faults;
  }
}
