import { z } from 'zod';

/** BaseResponse around a result, as the published interface wraps what it reads. */
export function successOf<S extends z.ZodType>(result: S) {
  return z.object({ status: z.literal('success'), result, errorData: z.null() });
}

export function toSuccess<T>(result: T) {
  return { status: 'success', result, errorData: null } as const;
}
