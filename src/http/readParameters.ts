import type { z } from 'zod';

import { AppError } from '../domain/errors.ts';
import { throwProblems, type Problem } from '../domain/problem.ts';
import type { OperationSpec } from './operation.ts';
import type { RequestContext } from './requestState.ts';
import { PARAMETER_RULES, type ParameterRule } from './schemas/parameters.ts';

type Values = Readonly<Record<string, string | readonly string[] | undefined>>;
type Request = Pick<RequestContext, 'query'> & { params: Values };

/**
 * Path and query of a request as the operation's schemas have them. Throws the code of the one wrong parameter, or
 * BAD_PARAMETER where several are wrong in different ways.
 */
export function readParameters(
  { pathParameters, query }: Pick<OperationSpec, 'pathParameters' | 'query'>,
  request: Request,
): { path: unknown; query: unknown } {
  const problems: Problem[] = [];
  const path = read(pathParameters, request.params, problems);
  const queried = read(query, request.query, problems);
  throwProblems(problems, 'BAD_PARAMETER');
  return { path, query: queried };
}

function read(schema: z.ZodObject, values: Values, problems: Problem[]): unknown {
  const given: Record<string, unknown> = {};
  for (const name of Object.keys(schema.shape)) {
    const { aliases = [], list } = ruleOf(schema, name) ?? {};
    const names = [name, ...aliases];
    const all = names.flatMap((spelling) => values[spelling] ?? []);
    if (list !== undefined) {
      if (all.length > 0) given[name] = list === 'commas' ? all.flatMap((value) => value.split(',')) : all;
      continue;
    }
    if (all.length > 1)
      problems.push({ code: 'BAD_PARAMETER', text: `${names.join(' or ')}: allowed once.` });
    if (all[0] !== undefined) given[name] = all[0];
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  for (const name of wrong) {
    const rule = ruleOf(schema, name);
    if (rule === undefined) throw new AppError('INTERNAL', { details: `The parameter ${name} has no rule.` });
    problems.push({ code: rule.code, text: `${rule.label ?? name}: allowed: ${rule.allowed}.` });
  }
  return undefined;
}

/** The rule of a parameter's schema, whatever it is wrapped in. */
export function ruleOf(schema: z.ZodObject, name: string): ParameterRule | undefined {
  let member: unknown = schema.shape[name];
  while (isSchema(member)) {
    const rule = PARAMETER_RULES.get(member);
    if (rule !== undefined) return rule;
    member = member.def.innerType;
  }
  return undefined;
}

type Wrapping = z.ZodType & { def: { innerType?: unknown } };

function isSchema(value: unknown): value is Wrapping {
  return typeof value === 'object' && value !== null && 'def' in value;
}
