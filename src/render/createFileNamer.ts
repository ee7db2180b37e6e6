/**
 * Names files in an archive after their datasets, in lower case with letters, digits, `_` and `-` only and each name once, so
 * that they can be unpacked anywhere.
 */
export function createFileNamer(extension: string): (dataset: string) => string {
  const taken = new Set<string>();
  return (dataset) => {
    const stem = dataset.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '_') || '_';
    let unique = stem;
    for (let number = 2; taken.has(unique); number += 1) unique = `${stem}_${number}`;
    taken.add(unique);
    return `${unique}.${extension}`;
  };
}
