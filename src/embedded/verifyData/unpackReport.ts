import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fromBufferPromise } from 'yauzl';

const ZIP_SIGNATURE = 'PK';

type Report = {
  content: Buffer;
  /** What a report that is one CSV file is to be called. */ singleName: string;
};

/** Writes the CSV files of a downloaded report into a folder; answers their paths. */
export async function unpackReport(folder: string, { content, singleName }: Report): Promise<string[]> {
  if (content.toString('latin1', 0, 2) !== ZIP_SIGNATURE) {
    const path = join(folder, singleName);
    await writeFile(path, content);
    return [path];
  }
  const paths: string[] = [];
  const zip = await fromBufferPromise(content);
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith('.csv')) continue;
    const path = join(folder, basename(entry.fileName));
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path));
    paths.push(path);
  }
  return paths;
}
