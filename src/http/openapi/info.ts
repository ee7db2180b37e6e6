/** The document's head: what somebody has to know before the first call. */
export const INFO = {
  title: 'Clinical report generation',
  // The interface's version, not the product's.
  version: '1.0.0',
  summary: 'Orders reports of clinical studies, follows them, and downloads their files.',
  description: `Every call carries \`Authorization: Bearer\` with a JWT of the configured issuer. The tenant is the token's; rights
(\`ReportingPost\`, \`ReportingGet\`, \`ReportingDelete\`) hold for the whole tenant or for one study and mode.

An order is answered at once with 202 and an ExecutionLog. Its \`id\` is the job's. \`rptRunStatus\` goes from QUEUED and RUNNING to
COMPLETED, FAILED or CANCELLED; once it is COMPLETED the file can be downloaded.

Ids are 32 hexadecimal digits, taken with or without hyphens and in any case, answered in upper case without hyphens. Times are UTC.

Every refusal and failure is a BaseResponse whose \`errorCode\` names its cause. A method that a path does not take is answered with
405 and \`Allow\`, an unknown path with 404. What was answered with 503 may be sent again after \`Retry-After\` seconds. Every answer
carries \`X-Request-Id\`: the one that was sent, or a new one.`,
  license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
} as const;
