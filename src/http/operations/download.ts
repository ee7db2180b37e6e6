import { once } from 'node:events';

import { AppError } from '../../domain/errors.ts';
import type { JobQuery } from '../../jobs/findJob.ts';
import type { OpenJobFile } from '../../jobs/openJobFile.ts';
import { toContentDisposition } from '../contentDisposition.ts';
import { toJobQuery } from '../jobQuery.ts';
import { defineOperation, NO_PARAMETERS } from '../operation.ts';
import { JOB_ID, studyQuery } from '../schemas/parameters.ts';

export const download = defineOperation(
  {
    id: 'downloadReport',
    method: 'get',
    path: '/v2.0/reports/download',
    summary: 'Downloads the file of a completed job',
    documented: true,
    right: 'ReportingGet',
    pathParameters: NO_PARAMETERS,
    query: studyQuery({ id: JOB_ID }),
    answers: {
      200: {
        description: 'The file, as an attachment.',
        mediaType: '*/*',
        headers: { 'Content-Disposition': 'The name of the file (RFC 6266).' },
      },
    },
    errors: [
      'JOB_NOT_FOUND',
      'STUDY_DIFFERS',
      'JOB_NOT_COMPLETED',
      'FILE_MISMATCH',
      'FILE_STORE_UNAVAILABLE',
    ],
    example: { query: { mode: 'test' } },
  },
  ({ openJobFile }: { openJobFile: OpenJobFile }) =>
    async (call, signal) => {
      const jobId = call.query.id;
      const { file, content } = await open({ openJobFile, query: toJobQuery(call, jobId) }, signal);
      return {
        status: 200,
        headers: {
          'Content-Type': file.mediaType,
          'Content-Length': String(file.sizeBytes),
          'Content-Disposition': toContentDisposition(file.fileName),
        },
        body: content,
        log: { jobId, bytes: file.sizeBytes },
      };
    },
);

/** Waits for the first bytes, so that a file that cannot be read is answered with its error and not with 200. */
async function open(
  { openJobFile, query }: { openJobFile: OpenJobFile; query: JobQuery },
  signal: AbortSignal,
): ReturnType<OpenJobFile> {
  const opened = await openJobFile(query, signal);
  try {
    await once(opened.content, 'readable', { signal });
    return opened;
  } catch (cause) {
    opened.content.destroy();
    if (signal.aborted || cause instanceof AppError) throw cause;
    throw new AppError('FILE_STORE_UNAVAILABLE', { cause });
  }
}
