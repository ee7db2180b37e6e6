import { join } from 'node:path';

import { AppError, describeError } from './domain/errors.ts';
import { createReportingApi } from './embedded/demo/reportingApi.ts';
import { endOnSignals } from './embedded/endOnSignals.ts';
import { issueToken } from './embedded/identityProvider.ts';
import { DATA_FOLDER, SIGNING_KEY_FILE } from './embedded/projectFolder.ts';
import { loadSigningKey } from './embedded/signingKey.ts';
import { findDatasetFiles, KINDS } from './embedded/verifyData/findDatasetFiles.ts';
import { openService } from './embedded/verifyData/openService.ts';
import { verifyFiles } from './embedded/verifyData/verifyFiles.ts';

const TENANT = 'verification';
const TOKEN_LIFETIME_S = 3600;
const signal = endOnSignals();
const tell = (line: string) => {
  console.log(line);
};

/**
 * Verifies the folder's files, one kind after the other, and the CSV files again with its define.xml; answers whether all
 * datasets came out as they went in.
 */
async function verify(folder: string): Promise<boolean> {
  const files = await findDatasetFiles(folder);
  const service = await openService({ env: process.env, tell }, signal);
  try {
    const key = await loadSigningKey(join(DATA_FOLDER, SIGNING_KEY_FILE));
    const token = await issueToken(key, {
      tenant: TENANT,
      user: 'verification',
      rights: ['ReportingPost', 'ReportingGet'],
      expiresInS: TOKEN_LIFETIME_S,
    });
    const api = createReportingApi({ url: service.apiUrl, token });
    let isEqual = true;
    const { define, csv, xpt } = files;
    const ways = [
      ...KINDS.map((kind) => ({ paths: files[kind] })),
      ...(define === undefined ? [] : [{ paths: csv, define }]),
    ];
    const common = { api, ownerUrl: service.ownerUrl, tenantId: TENANT, csvPaths: csv, xptPaths: xpt, tell };
    for (const way of ways.filter(({ paths }) => paths.length > 0)) {
      const request = { ...common, ...way };
      isEqual = (await verifyFiles(request, signal)) && isEqual;
    }
    return isEqual;
  } finally {
    await service.stop();
  }
}

const [folder, ...others] = process.argv.slice(2);
if (folder === undefined || others.length > 0) {
  console.error('One folder of datasets is needed.\nUsage: npm run verify:data -- FOLDER');
  process.exitCode = 2;
} else {
  try {
    const isEqual = await verify(folder);
    console.log(isEqual ? 'Every cell is equal.' : 'There are differences.');
    process.exitCode = isEqual ? 0 : 1;
  } catch (error) {
    console.error(
      error instanceof AppError ? describeError(error) : error instanceof Error ? error.message : error,
    );
    process.exitCode = 1;
  }
}
