import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { compareTransport, type TransportDifference } from './compareTransport.ts';
import { writeAgain } from './writeAgain.ts';

type Verification = {
  ownerUrl: string;
  tenantId: string;
  paths: readonly string[];
  tell: (line: string) => void;
};

/**
 * Imports SAS transport files of version 5, one dataset each, writes each again as XPORT5 without changes, and compares
 * the bytes; answers whether every difference has a reason.
 */
export async function verifyTransport(verification: Verification, signal: AbortSignal): Promise<boolean> {
  let isExplained = true;
  for (const path of verification.paths) {
    const original = await readFile(path);
    const written = await writeAgain(verification, path, signal);
    const differences = compareTransport(original, written);
    isExplained &&= differences.every(({ reason }) => reason !== undefined);
    const outcome = differences.length === 0 ? '' : `, but for\n${describe(differences).join('\n')}`;
    verification.tell(`${basename(path)} as XPORT5: the same bytes${outcome}`);
  }
  return isExplained;
}

/** A line for each reason, with all that it explains. */
function describe(differences: readonly TransportDifference[]): string[] {
  const reasons = new Set(differences.map(({ reason }) => reason));
  return [...reasons].map((reason) => {
    const explained = differences.filter((difference) => difference.reason === reason);
    const places = explained.map(({ what, places }) => (places === 1 ? what : `${what} in ${places} rows`));
    return `  ${places.join(', ')}: ${reason ?? 'NOTHING EXPLAINS IT'}`;
  });
}
