import assert from 'node:assert/strict';
import { z } from 'zod';

import { ERRORS } from '../../../src/domain/errors.ts';
import { type AnswerSpec, NO_PARAMETERS, type OperationSpec } from '../../../src/http/operation.ts';
import { OPERATIONS } from '../../../src/http/operations/index.ts';
import { createDocument } from '../../../src/http/openapi/createDocument.ts';
import { listErrors } from '../../../src/http/openapi/listErrors.ts';
import { DOCUMENT_PATH, PAGE_PATH } from '../../../src/http/paths.ts';
import { BASE_RESPONSE } from '../../../src/http/schemas/baseResponse.ts';
import { type RunningApp, startApp } from './startApp.ts';

const RESPONSE = z.object({
  description: z.string().min(1),
  headers: z.record(z.string(), z.unknown()),
  content: z
    .record(
      z.string(),
      z.object({ examples: z.record(z.string(), z.object({ value: z.unknown() })).optional() }),
    )
    .optional(),
});
const OPERATION = z.object({
  operationId: z.string(),
  description: z.string().min(1),
  tags: z.array(z.string()).length(1),
  deprecated: z.boolean().optional(),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.string(),
      description: z.string().min(1),
      example: z.unknown().optional(),
      schema: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  responses: z.record(z.string(), RESPONSE),
});
const DOCUMENT = z.object({
  openapi: z.literal('3.1.1'),
  paths: z.record(z.string(), z.record(z.string(), OPERATION)),
});

const SPEC: OperationSpec = {
  ...{ id: 'aTest', method: 'get', path: '/v1.0/reports', summary: 'Tests', documented: false },
  ...{ right: 'ReportingGet', pathParameters: NO_PARAMETERS, query: NO_PARAMETERS, errors: [], example: {} },
  answers: { 200: { description: 'Well done.' } },
};

describe('The OpenAPI document', () => {
  const { paths } = DOCUMENT.parse(createDocument(OPERATIONS));

  for (const operation of OPERATIONS) {
    it(`says all of ${operation.id}`, () => {
      const found = paths[operation.path]?.[operation.method];
      assert.ok(found !== undefined);
      assert.equal(found.operationId, operation.id);
      assert.equal(found.deprecated, operation.deprecatedFor === undefined ? undefined : true);
      const names = [operation.pathParameters, operation.query].flatMap(({ shape }) => Object.keys(shape));
      assert.deepEqual(
        found.parameters.filter(({ in: place }) => place !== 'header').map(({ name }) => name),
        names,
      );
      for (const { in: place, example } of found.parameters) {
        assert.ok(example !== undefined && example !== '', place);
      }
      const statuses = listErrors(operation).map((code) => ERRORS[code].status);
      assert.deepEqual(
        Object.keys(found.responses),
        [...new Set([...Object.keys(operation.answers), ...statuses.map(String)])].sort(),
      );
    });
  }

  it('names every media type that a casebook is answered in', () => {
    const { content } = paths['/v1.0/crf/reports']?.['post']?.responses['200'] ?? {};
    assert.deepEqual(Object.keys(content ?? {}), ['application/json', 'application/xml']);
  });

  it('describes HEAD of a download as its GET without ranges and content', () => {
    const { get, head } = paths['/v2.0/reports/download'] ?? {};
    assert.ok(get && head);
    assert.deepEqual(head.parameters, get.parameters);
    assert.deepEqual(
      Object.keys(head.responses),
      Object.keys(get.responses).filter((status) => !['206', '416'].includes(status)),
    );
    for (const { content } of Object.values(head.responses)) assert.equal(content, undefined);
    assert.ok('Content-Range' in (get.responses['416']?.headers ?? {}));
  });

  it('shows the documented parameters of a download, which need not be sent', () => {
    const names = paths['/v2.0/reports/download']?.['get']?.parameters.map(({ name }) => name);
    for (const name of ['reportName', 'rptKickoffDatetime']) assert.ok(names?.includes(name), name);
  });

  it('shows what is counted as a number, in the audit trail as in lists', () => {
    for (const path of ['/v1.0/audit', '/v2.0/reportmetadata/downloadList']) {
      for (const { name, schema } of paths[path]?.['get']?.parameters ?? []) {
        if (['limit', 'offset'].includes(name)) assert.equal(schema?.['type'], 'integer', `${path} ${name}`);
      }
    }
  });

  it('shows every refusal as it is answered', () => {
    const refusals = Object.values(paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap(({ responses }) => Object.values(responses))
      .flatMap(({ content }) => Object.values(content ?? {}))
      .flatMap(({ examples }) => Object.values(examples ?? {}));
    assert.ok(refusals.length > OPERATIONS.length);
    for (const { value } of refusals) assert.deepEqual(BASE_RESPONSE.parse(value), value);
  });

  it('is refused where two schemas have one name', () => {
    const answers = (schema: z.ZodType): Record<number, AnswerSpec> => ({
      200: { description: 'An answer.', schema },
    });
    const one = answers(z.object({ a: z.string() }).meta({ id: 'Twice' }));
    const two = answers(z.object({ a: z.array(z.object({ b: z.int() })) }));
    assert.doesNotThrow(() =>
      createDocument([
        { ...SPEC, answers: one },
        { ...SPEC, answers: two },
      ]),
    );
    const schema = z.object({ a: z.string().transform(Number).pipe(z.number()) }).meta({ id: 'TwoSided' });
    const body = { schema, required: true, parse: () => undefined };
    assert.throws(() => createDocument([{ ...SPEC, answers: answers(schema), body }]), /TwoSided/);
  });

  it('is refused where a parameter has no rule', () => {
    const query = z.object({ bare: z.string().meta({ description: 'Something.' }) });
    assert.throws(() => createDocument([{ ...SPEC, query }]), /bare/);
  });

  it('is refused where an operation stands in no chapter', () => {
    assert.throws(() => createDocument([{ ...SPEC, path: '/v1.0/elsewhere' }]), /aTest stands in no chapter/);
  });
});

describe('GET /ec-reporting-svc/openapi.json', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  it('answers the document without a token', async () => {
    const response = await fetch(app.url + DOCUMENT_PATH);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
    assert.deepEqual(await response.json(), createDocument(OPERATIONS));
    assert.equal(
      response.headers.get('content-security-policy'),
      "default-src 'none';frame-ancestors 'none'",
    );
  });

  it('has a page that runs scripts and styles of the service alone', async () => {
    const response = await fetch(app.url + PAGE_PATH);
    assert.equal(response.status, 200);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self';/);
    assert.match(policy, /style-src 'self';/);
    assert.doesNotMatch(policy, /unsafe|http|\*/);
    const page = await response.text();
    assert.doesNotMatch(page, /<script(?![^>]*\bsrc=)|<style|\son\w+=/);
    const assets = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    assert.equal(assets.length, 4);
    for (const path of assets) {
      assert.match(path, /^\/ec-reporting-svc\/docs\//);
      const asset = await fetch(app.url + path);
      assert.equal(asset.status, 200, path);
      assert.ok((await asset.arrayBuffer()).byteLength > 0);
    }
  });

  it('takes no other method', async () => {
    const response = await fetch(app.url + DOCUMENT_PATH, { method: 'POST' });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET, HEAD');
  });
});
