import { basename, join } from 'node:path';

import { AppError, describeError } from '../../src/domain/errors.ts';
import { FORMATS } from '../../src/domain/reportDefinition.ts';
import { createReportingApi } from '../../src/embedded/demo/reportingApi.ts';
import { endOnSignals } from '../../src/embedded/endOnSignals.ts';
import { issueToken } from '../../src/embedded/identityProvider.ts';
import { DATA_FOLDER, SIGNING_KEY_FILE } from '../../src/embedded/projectFolder.ts';
import { loadSigningKey } from '../../src/embedded/signingKey.ts';
import { findDatasetFiles, KINDS } from './findDatasetFiles.ts';
import { openService } from './openService.ts';
import { verifyTransport } from './verifyTransport.ts';
import { verifyFiles } from './verifyFiles.ts';

const TENANT = 'verification';
const TOKEN_LIFETIME_S = 3600;
const signal = endOnSignals();
const tell = (line: string) => {
  console.log(line);
};

/**
 * Verifies the folder's files, one kind after the other, and the CSV files again with its define.xml; answers whether all
 * datasets came out in every format as they went in.
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
    const given = ways.filter(({ paths }) => paths.length > 0);
    for (const [index, way] of given.entries()) {
      // Pages take longer to read than all others together, and hold what the others were proven to hold.
      const formats = FORMATS.filter((format) => index === 0 || format !== 'PDF');
      const request = { ...common, ...way, formats };
      tell(
        `From ${way.paths.map((path) => basename(path)).join(', ')}${'define' in way ? ' with define.xml' : ''}`,
      );
      isEqual = (await verifyFiles(request, signal)) && isEqual;
    }
    isEqual = (await verifyTransport({ ...common, paths: xpt }, signal)) && isEqual;
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
