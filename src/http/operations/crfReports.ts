import { Readable } from 'node:stream';
import { z } from 'zod';

import { CASEBOOK_KINDS } from '../../domain/casebook.ts';
import type { Casebook, CollateCasebook } from '../../jobs/collateCasebook.ts';
import { defineOperation, NO_PARAMETERS } from '../operation.ts';
import { FIELD_SPECS_BODY, parseFieldSpecs } from '../schemas/fieldSpecs.ts';
import { MODE, PARAMETER_RULES, STUDY_ID } from '../schemas/parameters.ts';

/** Milliseconds until the first byte: what was chosen is looked up, counted and sorted before. */
const DEADLINE_MS = 30_000;
const XML = 'application/xml; charset=utf-8';
const JSON_START = '{"status":"success","result":{"ODM":"';
const JSON_END = '"},"errorData":null}';

const KIND = z
  .enum(CASEBOOK_KINDS)
  .meta({
    description:
      'CASEBOOK: all data of each subject by visit and form. UNIQUE: each form that they have, once, without data.',
  })
  .register(PARAMETER_RULES, {
    code: 'BAD_FORMAT',
    allowed: CASEBOOK_KINDS.join(', '),
    example: 'CASEBOOK',
    label: 'format',
  });
const REPORT_NAME = z
  .string()
  .min(1)
  .max(255)
  .meta({ description: 'The name of the report: CRF_SUBJECT_DATA.' })
  .register(PARAMETER_RULES, {
    code: 'BAD_PARAMETER',
    allowed: 'CRF_SUBJECT_DATA',
    example: 'CRF_SUBJECT_DATA',
  });

export const crfReports = defineOperation(
  {
    id: 'collateCrfReports',
    method: 'post',
    path: '/v1.0/crf/reports',
    summary: 'Answers the case report forms of the chosen subjects as ODM 1.3.2',
    description:
      'At once, and so for a limited number of subjects and rows; more is to be ordered as a report. The ODM stands as text in a BaseResponse, or alone where `Accept` names `application/xml` and not `application/json`.',
    documented: true,
    right: 'ReportingPost',
    pathParameters: NO_PARAMETERS,
    query: z.object({
      studyId: STUDY_ID,
      mode: MODE,
      reportName: REPORT_NAME,
      format: KIND.default('CASEBOOK'),
    }),
    requestHeaders: {
      Accept: {
        says: '`application/json`, or `application/xml` for the ODM alone.',
        example: 'application/json',
      },
    },
    body: { schema: FIELD_SPECS_BODY, required: false, parse: parseFieldSpecs },
    answers: {
      200: {
        description: 'A BaseResponse whose result holds the ODM as text, or the ODM alone.',
        mediaType: 'application/xml',
        schema: z
          .object({
            status: z.literal('success'),
            result: z.object({ ODM: z.string() }),
            errorData: z.null(),
          })
          .meta({ id: 'CrfReports' }),
      },
    },
    errors: [
      ...(['REPORT_NOT_FOUND', 'STUDY_NOT_FOUND', 'BAD_FORMAT', 'CASEBOOK_TOO_LARGE'] as const),
      ...(['FIELD_UNKNOWN', 'FIELD_VALUE', 'FIELD_DUPLICATE', 'FIELD_SPECS', 'UNKNOWN_VALUES'] as const),
      ...(['CLINICAL_UNAVAILABLE', 'CLINICAL_REFUSED', 'CLINICAL_CHANGED', 'CASEBOOKS_BUSY'] as const),
    ],
    example: {
      query: { mode: 'test', format: 'CASEBOOK', reportName: 'CRF_SUBJECT_DATA' },
      body: {
        fieldSpecsList: [
          { fieldName: 'DOMAIN', fieldType: 'list', fieldSequence: 1, fieldValueList: ['DM', 'VS'] },
        ],
      },
    },
    deadlineMs: () => DEADLINE_MS,
  },
  ({ collateCasebook }: { collateCasebook: CollateCasebook }) =>
    async ({ identity, authorize, query, body, header }, signal) => {
      const { studyId, mode, reportName, format: kind } = query;
      const { tenantId } = identity;
      const casebook = await collateCasebook(
        { ...{ studyId, mode, reportName, kind, tenantId, authorize }, fieldSpecs: body?.fieldSpecs ?? [] },
        signal,
      );
      const isBare = wantsXml(header('accept') ?? '');
      return {
        status: 200,
        headers: { 'Content-Type': isBare ? XML : 'application/json; charset=utf-8', Vary: 'Accept' },
        body: toReadable(casebook, isBare ? casebook.xml : wrap(casebook.xml)),
        log: { studyId },
      };
    },
);

function wantsXml(accept: string): boolean {
  return /\b(application|text)\/xml\b/i.test(accept) && !/\bapplication\/json\b/i.test(accept);
}

/** The same text inside of a BaseResponse. */
async function* wrap(xml: AsyncIterable<string>): AsyncIterable<string> {
  yield JSON_START;
  for await (const text of xml) yield JSON.stringify(text).slice(1, -1);
  yield JSON_END;
}

/** Closes what it reads from with itself, also where nobody has read a byte. */
function toReadable(casebook: Casebook, text: AsyncIterable<string>): Readable {
  const stream = Readable.from(text, { objectMode: false });
  stream.once('close', () => {
    // The answer is out, or broken off: there is nobody left to tell.
    casebook.close().catch(() => undefined);
  });
  return stream;
}
