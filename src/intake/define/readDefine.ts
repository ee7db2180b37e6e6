import { createFault } from '../createFault.ts';
import { openSourceFile } from '../openSourceFile.ts';
import { readFileBlocks } from '../readFileBlocks.ts';
import type { Define } from './define.ts';
import { createDefineParser } from './createDefineParser.ts';

/** The largest that regulators are sent have some 30 MB. */
const MAX_BYTES = 128 * 1024 * 1024;
const BLOCK_BYTES = 64 * 1024;

/**
 * Reads a Define-XML 2.0 or 2.1 file in UTF-8. Nothing outside of it is ever opened, and a document type declaration, with
 * which entities could be made, is refused. Throws BAD_IMPORT_FILE with the line.
 */
export async function readDefine(path: string, signal: AbortSignal): Promise<Define> {
  const file = await openSourceFile(path);
  if (file.sizeBytes > MAX_BYTES) throw createFault(file.name, {}, 'it is larger than 128 MiB.');
  const parser = createDefineParser(file.name);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (block?: Buffer) => {
    try {
      return block === undefined ? decoder.decode() : decoder.decode(block, { stream: true });
    } catch (cause) {
      throw createFault(file.name, { line: parser.line() }, 'bytes that are not UTF-8.', cause);
    }
  };
  for await (const block of readFileBlocks({ ...file, blockBytes: BLOCK_BYTES }, signal)) {
    parser.write(decode(block));
  }
  parser.write(decode());
  return { fileName: file.name, datasets: parser.finish() };
}
