import { randomUUID } from 'node:crypto';

import { requireSetting } from './requireSetting.ts';

/** Where the Temporal server of this test run answers. */
export function testTemporalAddress(): string {
  return requireSetting('TEST_TEMPORAL_ADDRESS');
}

/** The `temporal` program, for tests that start a server of their own or act as an operator. */
export function testTemporalCli(): string {
  return requireSetting('TEST_TEMPORAL_CLI');
}

/** A task queue that no other test file serves. */
export function createTaskQueueName(prefix = 'test'): string {
  return `${prefix}-${randomUUID()}`;
}
