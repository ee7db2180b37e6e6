import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The fonts of paged documents, from their packages; each is read when it is needed. `more` are paths of further TrueType files. */
export function createFontFiles(more: readonly string[] = []) {
  const fromPackage = (path: string) => () => readFileSync(require.resolve(path));
  return {
    text: fromPackage('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
    bold: fromPackage('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
    fallbacks: [
      fromPackage('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
      fromPackage('@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf'),
      ...more.map((path) => () => readFileSync(path)),
    ],
  };
}
