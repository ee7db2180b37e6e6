import { createHash, randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';

import { issueToken } from '../identityProvider.ts';
import type { Stack } from '../startStack.ts';
import { countCsvRows } from './countCsvRows.ts';
import { followJob } from './followJob.ts';
import { DEMO_MODE, DEMO_TENANT, loadDemoStudies } from './loadDemoStudies.ts';
import { createReportingApi, jobPath, type JobAddress } from './reportingApi.ts';

const FIRST_LINES = 6;
const SCREEN_WIDTH = 120;
const TOKEN_LIFETIME_S = 3600;
/** One form, so that the extract is one CSV file. */
const FIELD_SPECS = [{ fieldName: 'DOMAIN', fieldType: 'list', fieldSequence: 1, fieldValueList: ['AE'] }];

type Demo = { stack: Stack; subjects: number | null; tell: (line: string) => void };

/** One report, as an integration would order it: kickstart, poll, download; throws where anything does not hold. */
export async function runDemo({ stack, subjects, tell }: Demo, signal: AbortSignal): Promise<void> {
  const study = await loadDemoStudies({ ownerUrl: stack.urls.ownerUrl, subjects, tell }, signal);
  const token = await issueToken(stack.signingKey, {
    tenant: DEMO_TENANT,
    user: 'demo',
    rights: ['ReportingPost', 'ReportingGet'],
    expiresInS: TOKEN_LIFETIME_S,
  });
  const api = createReportingApi({ url: stack.apiUrl, token });
  const jobId = randomBytes(16).toString('hex').toUpperCase();
  const job: JobAddress = { jobId, studyId: study.id, mode: DEMO_MODE };

  tell(`\nPOST /ec-reporting-svc/rest${jobPath(job)}`);
  const accepted = await api.kickstart(job, { fieldSpecsList: FIELD_SPECS, extFieldSpecsList: null }, signal);
  tell(`202 ${accepted.rptName}, study ${study.name}, form AE`);
  const log = await followJob({ api, job, tell }, signal);
  tell(`\nExecutionLog ${JSON.stringify(log, undefined, 2)}`);
  if (log.rptRunStatus !== 'COMPLETED') throw new Error(`The report ended ${log.rptRunStatus}.`);

  const content = await api.download(job, signal);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const [file] = (await api.findManifest(job, signal)).files;
  const rows = countCsvRows(content);
  if (file?.sha256 !== sha256 || rows !== log.recCount) {
    throw new Error('The downloaded file is not the one that the ExecutionLog and the manifest describe.');
  }
  tell(`\n${file.name}, its first lines:`);
  for (const line of content.toString('utf8').split('\n').slice(0, FIRST_LINES)) tell(shorten(line));
  tell(
    `\n${rows.toLocaleString('en')} rows, ${content.length.toLocaleString('en')} bytes, SHA-256 ${sha256}`,
  );
  const { address, uiUrl } = stack.temporal;
  if (uiUrl !== null) {
    const runId = await findRunId(address, jobId);
    tell(`\nThe run in the Temporal Web UI (npm run dev opens it again):`);
    tell(`${uiUrl}/namespaces/default/workflows/${jobId}/${runId}/timeline`);
  }
}

async function findRunId(address: string, jobId: string): Promise<string> {
  const connection = Connection.lazy({ address });
  try {
    return (await new Client({ connection }).workflow.getHandle(jobId).describe()).runId;
  } finally {
    await connection.close();
  }
}

function shorten(line: string): string {
  const characters = Array.from(line);
  return characters.length <= SCREEN_WIDTH ? line : `${characters.slice(0, SCREEN_WIDTH - 1).join('')}…`;
}
