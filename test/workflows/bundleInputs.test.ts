import assert from 'node:assert/strict';

import { z } from 'zod';

import { findSources } from '../../src/embedded/workflowBundle/findSources.ts';
import { BUNDLE_INPUTS } from '../../src/embedded/workflowBundle/findWorkflowBundle.ts';
import { loadWorkflowBundle } from '../support/workflowBundle.ts';

const SOURCE_MAP = z.object({ sources: z.array(z.string()) });

describe('the inputs of a kept workflow bundle', function () {
  this.timeout(60_000);

  it('are just the sources of ours that webpack took', async () => {
    const { code } = await loadWorkflowBundle();
    const [, base64 = ''] = /base64,([\w+/=]+)\s*$/.exec(code.slice(code.lastIndexOf('//#'))) ?? [];
    const { sources } = SOURCE_MAP.parse(JSON.parse(Buffer.from(base64, 'base64').toString()));
    const taken = sources.filter((path) => path.endsWith('.ts') && !path.includes('node_modules'));
    const found = await findSources(BUNDLE_INPUTS.entries);
    assert.deepEqual(taken.toSorted(), [...found.keys()].toSorted());
  });
});
