import type { components } from './openapi.ts';

type BaseResponse = components['schemas']['BaseResponse'];

/** A refusal or failure, in the service's own words. */
export class ReportingError extends Error {
  readonly status: number;
  /** Undefined where something between here and the service answered. */
  readonly errorCode: BaseResponse['errorData']['errorCode'] | undefined;
  readonly details: string | null;
  /** Seconds after which another try is worth it; undefined where the service says nothing. */
  readonly retryAfterS: number | undefined;

  constructor(response: Response, body: BaseResponse | undefined) {
    super(body?.errorData.errorMessage ?? `Answered with ${response.status}.`);
    this.name = 'ReportingError';
    this.status = response.status;
    this.errorCode = body?.errorData.errorCode;
    this.details = body?.errorData.details ?? null;
    const retryAfter = response.headers.get('retry-after');
    this.retryAfterS = retryAfter === null ? undefined : Number(retryAfter);
  }
}

export async function toReportingError(response: Response): Promise<ReportingError> {
  const body: unknown = await response.json().catch(() => undefined);
  return new ReportingError(response, isBaseResponse(body) ? body : undefined);
}

function isBaseResponse(body: unknown): body is BaseResponse {
  return typeof body === 'object' && body !== null && 'errorData' in body && 'status' in body;
}
