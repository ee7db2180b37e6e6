import { createHash } from 'node:crypto';
import { z } from 'zod';

import type { FieldType } from '../../domain/fieldType.ts';
import { findParent } from '../../domain/fieldParents.ts';
import type { FieldDefinition, ReportDefinition } from '../../domain/reportDefinition.ts';
import type { DescribedReport } from '../../jobs/describeReport.ts';
import { PARAMETER_RULES, REPORT_ID } from './parameters.ts';
import { RUN_STATUS, toRunStatus } from './runStatus.ts';

const ID = z.string().regex(/^[0-9A-F]{32}$/);

/** Which control suits a field's type. */
const CONTROLS: Readonly<Record<FieldType, string>> = {
  list: 'MULTISELECT',
  date: 'DATERANGE',
  'date-time': 'DATETIMERANGE',
  number: 'NUMBERRANGE',
  string: 'TEXT',
  boolean: 'CHECKBOX',
};

/** A filter of a report: the documented members in their order, then ours. */
const FIELD_SPEC = z
  .object({
    fldId: ID,
    parFldId: ID.nullable(),
    fldSeq: z.int(),
    fieldName: z.string(),
    fldUiLabel: z.string(),
    fieldUiCtrlType: z.string(),
    fieldPreftchUri: z.string().nullable(),
    resultPath: z.string().nullable(),
    idFldName: z.string().nullable(),
    valFldName: z.string().nullable(),
    defaultValue: z.string().nullable(),
    mandatoryFldInd: z.boolean(),
    reportSearchSpec: z.string().nullable(),
    reportSortSpec: z.string().nullable(),
    hideInUI: z.enum(['VISIBLE', 'HIDE', 'DISABLE', 'ADVANCED', 'SHOWANDHIDE', 'PARSE_PREFETCH_URI']),
    fieldType: z.string(),
    allowedValues: z.array(z.object({ value: z.string(), label: z.string() })).nullable(),
    allowedValuesCut: z.boolean(),
  })
  .meta({ id: 'FieldSpec' });

export const REPORT_DETAILS = z
  .object({ fieldSpecs: z.array(FIELD_SPEC), lastJobs: z.array(RUN_STATUS) })
  .meta({ id: 'ReportDetails' });

/** The id of a report, in the path. */
export const REPORT_ID_IN_PATH = REPORT_ID.clone()
  .meta({ description: 'The id of the report.' })
  .register(PARAMETER_RULES, {
    code: 'BAD_REPORT_ID',
    ...{ label: 'id', aliases: [] },
    allowed: '32 hexadecimal digits, with or without hyphens',
    example: 'AE79570CB56718BB50D23C57BE8CAF73',
  });

export const FIELD_NAME = z
  .string()
  .min(1)
  .max(255)
  .meta({ description: 'This field alone.' })
  .register(PARAMETER_RULES, { code: 'BAD_PARAMETER', allowed: '1 to 255 characters', example: 'USUBJID' });

const MOST_CHOSEN = 1_000;
const CHOSEN_ALLOWED = `a field name, a colon and a value without NUL, such as SITEID:701; at most ${MOST_CHOSEN} of them`;

/** What was chosen in fields above others, `SITEID:701`. */
export const CHOSEN = z
  .array(z.string().regex(/^[^:\0\p{Cs}]{1,255}:[^\0\p{Cs}]{1,4000}$/u))
  .max(MOST_CHOSEN)
  .transform((pairs) =>
    pairs.map((pair) => {
      const colon = pair.indexOf(':');
      return { fieldName: pair.slice(0, colon), value: pair.slice(colon + 1) };
    }),
  )
  .meta({
    description:
      'What was chosen in a field, as `name:value`, repeated for several: it narrows the values of the fields below it (`parFldId`).',
  })
  .register(PARAMETER_RULES, {
    code: 'BAD_PARAMETER',
    allowed: CHOSEN_ALLOWED,
    example: 'SITEID:701',
    list: 'repeated',
  });

/** `path` is where this very operation stands; a field's values are fetched there by its name. */
export function toReportDetails(
  { definition, fields, lastJobs }: DescribedReport,
  path: string,
): z.infer<typeof REPORT_DETAILS> {
  return {
    fieldSpecs: fields.map(({ field, values }) => {
      const parent = findParent(definition.fields, field);
      const isList = field.type === 'list';
      return {
        fldId: toFieldId(definition, field),
        parFldId: parent === undefined ? null : toFieldId(definition, parent),
        fldSeq: definition.fields.indexOf(field) + 1,
        fieldName: field.name,
        fldUiLabel: field.label,
        fieldUiCtrlType: CONTROLS[field.type],
        fieldPreftchUri: isList ? `${path}?fieldName=${encodeURIComponent(field.name)}` : null,
        resultPath: isList ? 'result.fieldSpecs[0].allowedValues' : null,
        idFldName: isList ? 'value' : null,
        valFldName: isList ? 'label' : null,
        ...{ defaultValue: null, mandatoryFldInd: false, reportSearchSpec: null, reportSortSpec: null },
        hideInUI: isUnused(definition, field) ? 'HIDE' : 'VISIBLE',
        fieldType: field.type,
        allowedValues: values === null ? null : [...values.values],
        allowedValuesCut: values?.isCut ?? false,
      };
    }),
    lastJobs: lastJobs.map(toRunStatus),
  };
}

/** The same in every answer; what a caller sends back as `fldId` is kept, not compared. */
function toFieldId({ id }: ReportDefinition, { name }: FieldDefinition): string {
  return createHash('sha256').update(`${id}/${name}`).digest('hex').slice(0, 32).toUpperCase();
}

/** Taken because documented clients send it; a statement may use what filters no column. */
function isUnused({ rows }: ReportDefinition, { filters }: FieldDefinition): boolean {
  return filters === 'none' && rows.kind === 'datasets';
}
