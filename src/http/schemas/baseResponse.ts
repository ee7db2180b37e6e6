import { z } from 'zod';

import { ERRORS } from '../../domain/errors.ts';

const ERROR_CODES = [...new Set(Object.values(ERRORS).map(({ errorCode }) => errorCode))];

/** What every refusal and failure is answered with. */
export const BASE_RESPONSE = z
  .object({
    status: z.literal('error'),
    result: z.null(),
    errorData: z.object({
      errorCode: z.enum(ERROR_CODES).meta({ description: '`REPT_` and the status, and which cause it was.' }),
      errorMessage: z.string().meta({ description: 'The cause in one sentence, the same every time.' }),
      details: z.string().nullable().meta({ description: 'What was wrong and what is allowed.' }),
    }),
  })
  .meta({ id: 'BaseResponse' });
