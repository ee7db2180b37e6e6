import type { OpenJobFile } from '../../jobs/openJobFile.ts';
import type { OpenedFile, ReportFile } from '../../jobs/ports.ts';
import { toContentDisposition } from '../contentDisposition.ts';
import { type Chosen, chooseContent } from '../download/chooseContent.ts';
import { createReadChecked } from '../download/readChecked.ts';
import { readSpan } from '../download/readSpan.ts';
import { sendContent } from '../download/sendContent.ts';
import type { Segment } from '../download/toContent.ts';
import { toJobQuery } from '../jobQuery.ts';
import { type Answer, defineOperation, NO_PARAMETERS } from '../operation.ts';
import { JOB_ID, passedOver, studyQuery } from '../schemas/parameters.ts';

const FILE_HEADERS = {
  'Cache-Control': 'Always `private, no-store`.',
  ETag: 'The SHA-256 of the whole file in hexadecimal, in quotes.',
};
const BODY_HEADERS = {
  ...FILE_HEADERS,
  'Accept-Ranges': 'Always `bytes`.',
  'Repr-Digest': 'The SHA-256 of the whole file (RFC 9530).',
  'Content-Disposition': 'The name of the file (RFC 6266).',
  'Content-Length': 'The number of bytes that follow.',
};

const TAG = `"${'0123456789abcdef'.repeat(4)}"`;

export const download = defineOperation(
  {
    id: 'downloadReport',
    headId: 'describeDownload',
    method: 'get',
    path: '/v2.0/reports/download',
    summary: 'Downloads the file of a completed job',
    description:
      'Takes ranges and conditions as RFC 9110 has them. A whole file whose bytes are not the recorded ones is cut off before its end.',
    documented: true,
    right: 'ReportingGet',
    pathParameters: NO_PARAMETERS,
    query: studyQuery({
      id: JOB_ID,
      reportName: passedOver('The name of the report.', 'Subject Data Extract'),
      rptKickoffDatetime: passedOver('When the job was kicked off.', '2025-06-04T11:27:52.014Z'),
    }),
    requestHeaders: {
      Range: {
        says: 'One or more ranges of bytes; more than 32 are answered with the whole file.',
        example: 'bytes=0-499',
      },
      'If-Range': { says: 'An entity tag: the ranges hold only for this very file.', example: TAG },
      'If-Match': { says: 'Entity tags: any other file is refused.', example: '*' },
      'If-None-Match': { says: 'Entity tags: these files are not sent again.', example: TAG },
    },
    answers: {
      200: { description: 'The file, as an attachment.', mediaType: '*/*', headers: BODY_HEADERS },
      206: {
        description: 'The ranges that were asked for; several as multipart/byteranges.',
        mediaType: '*/*',
        headers: { ...BODY_HEADERS, 'Content-Range': 'Where the one range stands in the file.' },
      },
      304: { description: 'The file is one that If-None-Match names.', headers: FILE_HEADERS },
    },
    errors: [
      ...(['JOB_NOT_FOUND', 'STUDY_DIFFERS', 'JOB_NOT_COMPLETED', 'PRECONDITION_FAILED'] as const),
      ...(['RANGE_NOT_SATISFIABLE', 'FILE_MISMATCH', 'FILE_STORE_UNAVAILABLE'] as const),
    ],
    example: { query: { mode: 'test' } },
  },
  ({ openJobFile }: { openJobFile: OpenJobFile }) => {
    const readChecked = createReadChecked();
    return async (call, signal): Promise<Answer> => {
      const { file, content } = await openJobFile(toJobQuery(call, call.query.id), signal);
      try {
        // It came too late to be sent.
        signal.throwIfAborted();
        const chosen = chooseContent(call, file);
        const answer = describe(file, chosen);
        if (!('content' in chosen)) {
          await content.close();
          return answer;
        }
        const { segments } = chosen.content;
        // What a part should be is not recorded.
        const read = isWhole(segments, file) ? (opened: OpenedFile) => readChecked(opened, file) : readSpan;
        return {
          ...answer,
          sender: {
            send: (res, count) => sendContent({ res, count, file: content, segments, read }),
            release: () => content.close(),
          },
        };
      } catch (error) {
        await content.close();
        throw error;
      }
    };
  },
);

/** Also where the range that was asked for is all of it. */
function isWhole([segment]: readonly Segment[], { sizeBytes }: ReportFile): boolean {
  return segment !== undefined && 'start' in segment && segment.start === 0 && segment.end === sizeBytes;
}

/** Status, headers and log line of the answer, whatever it sends. */
function describe(file: ReportFile, chosen: Chosen): Answer {
  const { jobId, sha256 } = file;
  const headers = { 'Cache-Control': 'private, no-store', ETag: `"${sha256}"` };
  // RFC 9110, 15.4.5: what describes the file is not repeated to who has it.
  if (chosen.status === 304) return { status: 304, headers, log: { jobId } };
  const { content } = chosen;
  return {
    status: chosen.status,
    headers: {
      ...headers,
      'Accept-Ranges': 'bytes',
      // Of the whole file, also where a part of it is sent.
      'Repr-Digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
      ...content.headers,
      'Content-Length': String(content.sizeBytes),
      'Content-Disposition': toContentDisposition(file.fileName),
    },
    log: { jobId, bytes: content.sizeBytes },
  };
}
