import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const ms = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const count = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ });
const id = z
  .string()
  .regex(/^[0-9A-Fa-f]{32}$/, 'must be 32 hexadecimal digits')
  .transform((text) => text.toUpperCase());

const ADDRESS_ALLOWED = 'must be addresses or networks (10.0.0.0/8), separated by commas';

/** Every setting: its name in the environment, what it must be, and its default. Secrets have none. */
export const SETTINGS = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(8080),
  WORKER_HEALTH_PORT: port.default(8081),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),

  DATABASE_URL: databaseUrl,
  CLINICAL_DATABASE_URL: databaseUrl,
  MIGRATION_DATABASE_URL: databaseUrl.optional(),
  DATABASE_POOL_SIZE: count(16),

  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: z.stringbool().default(false),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: z.string().optional(),
  TEMPORAL_TLS_CLIENT_CERT_PATH: z.string().optional(),
  TEMPORAL_TLS_CLIENT_KEY_PATH: z.string().optional(),
  TEMPORAL_CLI: z.string().optional(),

  WORKER_QUEUES: z
    .string()
    .default('report-generation,report-render')
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(['report-generation', 'report-render'])).min(1)),
  WORKER_MAX_RENDERS: count(4),
  WORKER_SHUTDOWN_GRACE_MS: ms(5_000),
  WORKFLOW_BUNDLE: z.string().optional(),
  RECONCILIATION_INTERVAL_MS: ms(30_000),
  RETRY_INITIAL_INTERVAL_MS: ms(1_000),
  RETRY_MAXIMUM_INTERVAL_MS: ms(60_000),
  RETRY_TOTAL_MS: ms(24 * 60 * 60 * 1000),
  RENDER_HEARTBEAT_TIMEOUT_MS: ms(10_000),
  RENDER_TIMEOUT_MS: ms(12 * 60 * 60 * 1000),
  PROGRESS_INTERVAL_MS: ms(5_000),

  FILE_STORE: z.string().default('.data/files'),
  REPORTS_DIR: z.string().default('reports'),
  DEFAULT_STUDY_REPORT: id.optional(),
  DEFAULT_TENANT_REPORT: id.optional(),
  CSV_LINE_END: z.enum(['LF', 'CRLF']).default('LF'),
  CSV_BOM: z.stringbool().default(false),
  CSV_LABELS: z.stringbool().default(false),
  CSV_DISTINGUISH_NULL: z.stringbool().default(false),
  CSV_ESCAPE_FORMULAS: z.stringbool().default(false),
  GZIP_LEVEL: z.coerce.number().int().min(1).max(9).default(1),
  DSJC_COMPRESSION: z.enum(['ZLIB', 'GZIP']).default('ZLIB'),
  HTML_ROWS_PER_PAGE: count(50_000),
  XPORT_ENCODING: z.enum(['UTF-8', 'WINDOWS-1252']).default('UTF-8'),
  PDF_PAGE_SIZE: z.enum(['A4', 'LETTER']).default('A4'),
  PDF_LANGUAGE: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'must be a language tag, e.g. en or de-CH')
    .default('en'),
  PDF_FONTS: z
    .string()
    .optional()
    .transform((text) => (text === undefined ? [] : text.split(',').map((entry) => entry.trim()))),

  REQUEST_DEADLINE_MS: ms(2_500),
  HTTP_STALL_TIMEOUT_MS: ms(60_000),
  REQUEST_BODY_LIMIT_BYTES: count(1024 * 1024),
  IDEMPOTENCY_KEY_KEPT_MS: ms(24 * 60 * 60 * 1000),
  LOOKUP_TIMEOUT_MS: ms(1_500),
  LOOKUP_VALUE_LIMIT: count(1_000),
  TRUSTED_PROXIES: z
    .string()
    .optional()
    .transform((text) => (text === undefined ? [] : text.split(',').map((entry) => entry.trim())))
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], ADDRESS_ALLOWED))),
  DIRECT_BODY_LIMIT_BYTES: count(16 * 1024 * 1024),
  DIRECT_ROWS_KEEP_MS: ms(30 * 24 * 60 * 60 * 1000),
  CASEBOOK_MAX_SUBJECTS: count(500),
  CASEBOOK_MAX_ROWS: count(100_000),
  CASEBOOK_MAX_BYTES: count(256 * 1024 * 1024),
  CASEBOOK_READING_MS: ms(5 * 60 * 1000),

  AUTH_ISSUER: z.url().optional(),
  AUTH_AUDIENCE: z.string().default('report-generation'),
  AUTH_JWKS_URL: z.url().optional(),
  AUTH_CLAIM_USER: z.string().default('sub'),
  AUTH_CLAIM_TENANT: z.string().default('tenant'),
  AUTH_CLAIM_RIGHTS: z.string().default('rights'),
  AUTH_CLAIM_STUDIES: z.string().default('studies'),
});

/** The API checks tokens; migrations and imports run as the owner. */
const API_SETTINGS = SETTINGS.required({ AUTH_ISSUER: true, AUTH_JWKS_URL: true });
const OWNER_SETTINGS = SETTINGS.required({ MIGRATION_DATABASE_URL: true });

export type Config = Readonly<z.infer<typeof SETTINGS>>;
export type ApiConfig = Readonly<z.infer<typeof API_SETTINGS>>;
export type OwnerConfig = Readonly<z.infer<typeof OWNER_SETTINGS>>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Thrown with every problem at once; the process that sees it ends with exit code 78. */
export class ConfigError extends Error {}

export const loadConfig = (env: Environment): Config => load(SETTINGS, env);
export const loadApiConfig = (env: Environment): ApiConfig => load(API_SETTINGS, env);
export const loadOwnerConfig = (env: Environment): OwnerConfig => load(OWNER_SETTINGS, env);
/** Commands that load data need no more than the owner's database, and find a running dev environment without it. */
export const loadImportConfig = (env: Environment) =>
  load(SETTINGS.pick({ MIGRATION_DATABASE_URL: true }), env);
export const loadReportCheckConfig = (env: Environment) =>
  load(SETTINGS.pick({ CLINICAL_DATABASE_URL: true }).partial(), env);

function load<T>(settings: z.ZodType<T>, env: Environment): Readonly<T> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settings.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return `  ${name}: ${Object.hasOwn(given, name) ? message : 'is required'}`;
  });
  throw new ConfigError(`The settings are not valid:\n${problems.join('\n')}`);
}

/** How Temporal is reached, from settings with the names that Temporal's own tools use. */
export function toTemporalOptions(config: Config) {
  return {
    address: config.TEMPORAL_ADDRESS,
    namespace: config.TEMPORAL_NAMESPACE,
    apiKey: config.TEMPORAL_API_KEY,
    tls: config.TEMPORAL_TLS
      ? {
          serverName: config.TEMPORAL_TLS_SERVER_NAME,
          serverCaCertPath: config.TEMPORAL_TLS_SERVER_CA_CERT_PATH,
          clientCertPath: config.TEMPORAL_TLS_CLIENT_CERT_PATH,
          clientKeyPath: config.TEMPORAL_TLS_CLIENT_KEY_PATH,
        }
      : undefined,
  };
}
