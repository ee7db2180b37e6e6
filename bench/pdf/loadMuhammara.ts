import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What is used of the package, which is no dependency: it is native code that has to be built. */
type Muhammara = {
  createWriter(file: string): {
    getFontForFile(file: string): unknown;
    createPage(left: number, bottom: number, right: number, top: number): unknown;
    startPageContentContext(page: unknown): {
      writeText(text: string, x: number, y: number, style: object): void;
    };
    writePage(page: unknown): void;
    end(): void;
  };
};

const FOLDER = 'BENCH_MUHAMMARA';
export const HOW_TO_INSTALL = `npm install --prefix FOLDER muhammara@6.0.6 builds it in some minutes; set ${FOLDER}=FOLDER.`;

/** From the folder that BENCH_MUHAMMARA names. */
export function loadMuhammara(): Muhammara {
  const loadFrom = createRequire(join(process.env[FOLDER] ?? '/nowhere', 'package.json'));
  // The package's own interface, as far as it is used.
  return loadFrom('muhammara') as Muhammara;
}

export function hasMuhammara(): boolean {
  try {
    loadMuhammara();
    return true;
  } catch {
    return false;
  }
}
