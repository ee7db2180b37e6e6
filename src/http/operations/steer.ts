import { z } from 'zod';

import type { Step, SteerJob } from '../../jobs/steerJob.ts';
import { toJobQuery } from '../jobQuery.ts';
import { type BodySpec, defineOperation } from '../operation.ts';
import { COMMENT_WORDS, REASON_WORDS } from '../schemas/operatorWords.ts';
import { JOB_ID, studyQuery } from '../schemas/parameters.ts';
import { ACCEPTED, toAccepted } from './ordering.ts';

type Words = {
  id: string;
  summary: string;
  description: string;
  body: BodySpec<string | null>;
  example: Readonly<Record<string, string>>;
};

/** An operator's step over REST: the twin of the workflow's signal of the same name. */
function defineStep(kind: Step['kind'], { id, summary, description, body, example }: Words) {
  return defineOperation(
    {
      id,
      method: 'post',
      path: `/v1.0/report/job/{jobId}/${kind}`,
      summary,
      description,
      documented: false,
      right: 'ReportingPost',
      pathParameters: z.object({ jobId: JOB_ID }),
      query: studyQuery({}),
      body,
      answers: { 202: ACCEPTED },
      errors: ['JOB_NOT_FOUND', 'STUDY_DIFFERS', 'JOB_OVER', 'JOB_UNSETTLED', 'TEMPORAL_UNAVAILABLE'],
      example: { query: { mode: 'test' }, body: example },
    },
    ({ steerJob }: { steerJob: SteerJob }) =>
      async (call, signal) => {
        const step = { kind, by: call.identity.userId, text: call.body };
        return toAccepted(await steerJob(toJobQuery(call, call.path.jobId), step, signal));
      },
  );
}

export const cancel = defineStep('cancel', {
  id: 'cancelReportJob',
  summary: 'Cancels a job',
  description:
    'A run that has begun hears it in its own time; a job that no run has claimed is CANCELLED at once.',
  body: REASON_WORDS,
  example: { reason: 'ordered twice' },
});

export const pause = defineStep('pause', {
  id: 'pauseReportJob',
  summary: 'Pauses a job',
  description: 'A render under way is stopped, and begins anew once the job is resumed.',
  body: REASON_WORDS,
  example: { reason: 'an import is due' },
});

export const resume = defineStep('resume', {
  id: 'resumeReportJob',
  summary: 'Resumes a paused job',
  description: 'Changes nothing where the job is not paused.',
  body: REASON_WORDS,
  example: { reason: 'the import is done' },
});

export const comment = defineStep('comment', {
  id: 'commentReportJob',
  summary: 'Adds a comment to a job',
  description:
    'The newest comments stand in the ExecutionLog, all of them in the history. A job that is over takes one, too.',
  body: COMMENT_WORDS,
  example: { text: 'for the data review' },
});
