import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import proto from '@temporalio/proto';

import { SEARCH_ATTRIBUTE_TYPES } from '../../workflows/contract.ts';
import { readFormatList } from '../domain/formatList.ts';
import type { StartRequest } from '../jobs/ports.ts';
import type { TemporalClient } from './connectTemporal.ts';

const KEYS = {
  tenantId: defineSearchAttributeKey('TenantId', SearchAttributeType.KEYWORD),
  studyId: defineSearchAttributeKey('StudyId', SearchAttributeType.KEYWORD),
  studyMode: defineSearchAttributeKey('StudyMode', SearchAttributeType.KEYWORD),
  reportName: defineSearchAttributeKey('ReportName', SearchAttributeType.KEYWORD),
  reportStatus: defineSearchAttributeKey('ReportStatus', SearchAttributeType.KEYWORD),
  reportFormat: defineSearchAttributeKey('ReportFormat', SearchAttributeType.KEYWORD_LIST),
};

/** What the Web UI and `temporal workflow list` find a run by, as it stands at the start. */
export function toSearchAttributes(request: StartRequest): TypedSearchAttributes {
  return new TypedSearchAttributes([
    { key: KEYS.tenantId, value: request.tenantId },
    ...(request.studyId === null ? [] : [{ key: KEYS.studyId, value: request.studyId }]),
    ...(request.studyMode === null ? [] : [{ key: KEYS.studyMode, value: request.studyMode }]),
    { key: KEYS.reportName, value: request.reportName },
    { key: KEYS.reportStatus, value: 'QUEUED' },
    { key: KEYS.reportFormat, value: readFormatList(request.format) },
  ]);
}

/** The names of attributes that the namespace lacks. */
export async function findMissingSearchAttributes({
  connection,
  namespace,
}: TemporalClient): Promise<string[]> {
  const known = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.keys(SEARCH_ATTRIBUTE_TYPES).filter((name) => !Object.hasOwn(known.customAttributes, name));
}

/** Registers what is missing; running it again changes nothing. */
export async function registerSearchAttributes(temporalClient: TemporalClient): Promise<string[]> {
  const missing = await findMissingSearchAttributes(temporalClient);
  if (missing.length === 0) return [];
  const types = Object.entries(SEARCH_ATTRIBUTE_TYPES).filter(([name]) => missing.includes(name));
  await temporalClient.connection.operatorService.addSearchAttributes({
    namespace: temporalClient.namespace,
    searchAttributes: Object.fromEntries(
      types.map(([name, type]) => [
        name,
        proto.temporal.api.enums.v1.IndexedValueType[`INDEXED_VALUE_TYPE_${type}`],
      ]),
    ),
  });
  return missing;
}
