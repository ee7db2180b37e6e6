/** The import table of docs/architecture.md: each row is one rule, and the build names the rule that breaks. */
const node = (allowed) => ({ dependencyTypes: ['core'], pathNot: `^(node:)?(${allowed})$` });
const inside = '^(src|workflows|activities|test|bench|scripts)/';
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: inside, pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only(
      'domain-knows-nothing',
      '^src/domain/',
      '^src/domain/',
      'The domain may run inside the workflow sandbox.',
    ),
    {
      name: 'domain-no-modules',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-peer', 'npm-no-pkg'] },
    },
    only('render-is-pure', '^src/render/', '^src/(domain|render)/', 'Renderers turn rows into bytes.'),
    {
      name: 'render-node-modules',
      severity: 'error',
      from: { path: '^src/render/' },
      to: node('stream|stream/promises|buffer|crypto|zlib|util'),
    },
    {
      name: 'render-no-drivers',
      severity: 'error',
      from: { path: '^src/render/' },
      to: { path: 'node_modules/(pg|knex|koa|@koa|@temporalio)' },
    },
    only(
      'use-cases-know-ports',
      '^src/jobs/',
      '^src/(domain|jobs)/',
      'Use cases know the domain and their ports.',
    ),
    {
      name: 'use-cases-no-driver',
      severity: 'error',
      from: { path: '^src/jobs/' },
      to: { path: 'node_modules/(pg|pg-copy-streams|knex|koa|@koa|@temporalio|zod)' },
    },
    ...['db', 'storage', 'temporal', 'catalogue', 'intake', 'threads'].flatMap((adapter) => [
      only(
        `${adapter}-stands-alone`,
        `^src/${adapter}/`,
        `^src/(domain|${adapter})/|^src/jobs/ports\\.ts$${adapter === 'temporal' ? '|^workflows/contract\\.ts$' : ''}`,
        'Adapters know the domain, their ports as types, and their own driver.',
      ),
      {
        name: `${adapter}-ports-as-types`,
        severity: 'error',
        from: { path: `^src/${adapter}/` },
        to: { path: '^src/jobs/ports\\.ts$', dependencyTypesNot: ['type-only'] },
      },
    ]),
    only(
      'client-stands-alone',
      '^src/client/',
      '^src/client/',
      'The client knows the service by its document.',
    ),
    only('http-calls-use-cases', '^src/http/', '^src/(domain|jobs|http)/', 'HTTP is thin.'),
    {
      name: 'http-no-drivers',
      severity: 'error',
      from: { path: '^src/http/' },
      to: { path: 'node_modules/(pg|knex|@temporalio)' },
    },
    only(
      'activities-do-the-work',
      '^activities/',
      '^(activities/|src/(domain|render)/|src/jobs/ports\\.ts$)',
      'Activities get adapters handed in.',
    ),
    {
      name: 'activities-ports-as-types',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^src/jobs/ports\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    only(
      'workflows-are-pure',
      '^workflows/',
      '^(workflows/|src/domain/|activities/)',
      'Workflows are replayed.',
    ),
    {
      name: 'workflows-activity-types',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-no-modules',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev'],
        pathNot: 'node_modules/@temporalio/(workflow|common)',
      },
    },
    {
      name: 'processes-are-not-imported',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^src/[^/]+\\.ts$', pathNot: '^src/(config|logger)\\.ts$' },
    },
    {
      name: 'config-is-read-by-processes',
      severity: 'error',
      from: {
        path: '^src/(domain|render|jobs|db|storage|temporal|catalogue|intake|threads|http)/|^(workflows|activities)/',
      },
      to: { path: '^src/(config|logger)\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.cjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
