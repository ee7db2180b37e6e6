import { defaultPayloadConverter, type Payload, type PayloadConverter } from '@temporalio/common';

import { UNDECODABLE } from './contract.ts';

/**
 * The default converter, but for payloads that it cannot read: with those the default fails the workflow task for ever,
 * so that one signal with a foreign encoding would block its run. Here they arrive as a marker.
 */
export const payloadConverter: PayloadConverter = {
  toPayload: (value) => defaultPayloadConverter.toPayload(value),
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the interface's own signature
  fromPayload<T>(payload: Payload): T {
    try {
      return defaultPayloadConverter.fromPayload<T>(payload);
    } catch {
      // The reader of a signal checks what it gets; the marker is a string that passes no such check.
      return UNDECODABLE as T;
    }
  },
};
