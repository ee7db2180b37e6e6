import { AppError } from '../../domain/errors.ts';
import type { ReportFile } from '../../jobs/ports.ts';
import { parseByteRanges } from './byteRanges.ts';
import { namesTag } from './entityTags.ts';
import { type Content, toPartialContent, toWholeContent } from './toContent.ts';

type Request = { method: string; header: (name: string) => string | undefined };

export type Chosen = { status: 200 | 206; content: Content } | { status: 304 };

/**
 * What a request is answered with, by its preconditions in the order of RFC 9110, 13.2.2. There is no Last-Modified, so
 * conditions that name a date hold nothing against the file, and an If-Range with one never applies. Throws
 * PRECONDITION_FAILED and RANGE_NOT_SATISFIABLE.
 */
export function chooseContent(request: Request, file: ReportFile): Chosen {
  const [ifMatch, ifNoneMatch] = [request.header('If-Match'), request.header('If-None-Match')];
  if (ifMatch !== undefined && !namesTag(ifMatch, file.sha256, 'strong')) {
    throw new AppError('PRECONDITION_FAILED', { details: 'If-Match names another file.' });
  }
  if (ifNoneMatch !== undefined && namesTag(ifNoneMatch, file.sha256, 'weak')) return { status: 304 };
  const ranges = findRanges(request, file);
  if (ranges === 'unsatisfiable') {
    const { sizeBytes } = file;
    throw new AppError('RANGE_NOT_SATISFIABLE', { sizeBytes, details: `The file has ${sizeBytes} bytes.` });
  }
  if (ranges === 'whole') return { status: 200, content: toWholeContent(file) };
  return { status: 206, content: toPartialContent(file, ranges) };
}

/** Ranges are defined for GET alone (14.2), and hold only for the file that If-Range names (13.1.5). */
function findRanges(request: Request, file: ReportFile): ReturnType<typeof parseByteRanges> {
  const ifRange = request.header('If-Range')?.trim();
  if (request.method !== 'GET') return 'whole';
  if (ifRange !== undefined && ifRange !== `"${file.sha256}"`) return 'whole';
  return parseByteRanges(request.header('Range') ?? '', file.sizeBytes);
}
