import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

import { loadConfig, SETTINGS } from '../../src/config.ts';

const NAMES = Object.keys(SETTINGS.shape);

/** A compose file's parts serve one another: nothing beyond these settings is decided for them. */
const NOT_IN_COMPOSE = [
  'TEMPORAL_API_KEY',
  'TEMPORAL_CLI',
  'TEMPORAL_TLS',
  'TEMPORAL_TLS_CLIENT_CERT_PATH',
  'TEMPORAL_TLS_CLIENT_KEY_PATH',
  'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
  'TEMPORAL_TLS_SERVER_NAME',
];

describe('.env.example', () => {
  it('names every setting, and beside them only what docker-compose.yml asks for', async () => {
    const asked = [...(await readText('docker-compose.yml')).matchAll(/\$\{([A-Z_]+)/g)].map(
      ([, name]) => name,
    );
    const given = Object.keys(await readExample());
    assert.deepEqual(
      NAMES.filter((name) => !given.includes(name)),
      [],
    );
    assert.deepEqual(
      asked.filter((name) => !given.includes(name ?? '')),
      [],
    );
    assert.deepEqual(
      given.filter((name) => !NAMES.includes(name) && !asked.includes(name)),
      [],
    );
  });

  it('gives the defaults, and no secret', async () => {
    const required = {
      DATABASE_URL: 'postgres://service@db/reports',
      CLINICAL_DATABASE_URL: 'postgres://reader@db/reports',
    };
    assert.deepEqual(loadConfig({ ...(await readExample()), ...required }), loadConfig(required));
  });
});

describe('The configuration table of docs/operations.md', () => {
  it('names every setting, in the order of the schema, and nothing else', async () => {
    assert.deepEqual([...(await readTable()).keys()], NAMES);
  });

  it('says what each setting is', async () => {
    for (const [name, { what }] of await readTable()) assert.notEqual(what, '', name);
  });

  it('gives the defaults: in code type, or none', async () => {
    const defaults = new Map(Object.entries(SETTINGS.partial().parse({})));
    for (const [name, { fallback }] of await readTable()) {
      const given = /^`(.*)`$/.exec(fallback)?.[1];
      assert.equal(given, defaults.has(name) ? String(defaults.get(name)) : undefined, name);
      if (given === undefined) assert.match(fallback, /^(none|required)/, name);
    }
  });
});

describe('docker-compose.yml', () => {
  it('hands every setting that is not its own to the processes that read it', async () => {
    const services = await readServices();
    const given = new Set(
      ['migrate', 'api', 'worker'].flatMap((name) => Object.keys(services[name]?.environment ?? {})),
    );
    assert.deepEqual(NAMES.filter((name) => !given.has(name)).sort(), NOT_IN_COMPOSE);
  });

  it('publishes ports on the loopback interface alone', async () => {
    const ports = Object.values(await readServices()).flatMap((service) => service.ports ?? []);
    assert.ok(ports.length > 0);
    for (const port of ports) assert.match(port, /^127\.0\.0\.1:/);
  });

  it('pins every image that it does not build', async () => {
    const images = Object.values(await readServices()).map((service) => service.image);
    for (const image of images) assert.match(image, /:\d+\.\d+|^report-generation:/);
  });

  it('gives the API and the worker the time that they take to stop', async () => {
    const services = await readServices();
    for (const name of ['api', 'worker']) assert.equal(services[name]?.stop_grace_period, '30s', name);
  });

  it('starts the processes with the commands of package.json', async () => {
    const { scripts } = PACKAGE.parse(JSON.parse(await readText('package.json')));
    const services = await readServices();
    for (const name of ['migrate', 'temporal-setup', 'api', 'worker']) {
      const script = services[name]?.command?.at(-1) ?? '';
      assert.deepEqual(services[name]?.command?.slice(0, -1), ['npm', 'run', '--silent']);
      assert.ok(Object.hasOwn(scripts, script), script);
    }
  });
});

const COMPOSE_FILE = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      command: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.unknown()).optional(),
      ports: z.array(z.string()).optional(),
      stop_grace_period: z.string().optional(),
    }),
  ),
});
const PACKAGE = z.object({ scripts: z.record(z.string(), z.string()) });

async function readServices(): Promise<z.infer<typeof COMPOSE_FILE>['services']> {
  return COMPOSE_FILE.parse(parse(await readText('docker-compose.yml'), { merge: true })).services;
}

/** The rows whose first cell is the name of a setting: what it is, and its default. */
async function readTable(): Promise<Map<string, { what: string; fallback: string }>> {
  const rows = (await readText('docs/operations.md')).matchAll(/^\| `([A-Z_]+)` *\|([^|]*)\|([^|]*)\|$/gm);
  return new Map(
    [...rows].map(([, name = '', what = '', fallback = '']) => [
      name,
      { what: what.trim(), fallback: fallback.trim() },
    ]),
  );
}

/** `NAME=value` lines as a shell or a compose program reads them; an empty value is an absent one. */
async function readExample(): Promise<Record<string, string>> {
  const lines = (await readText('.env.example')).matchAll(/^([A-Z_]+)=(.*)$/gm);
  return Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
}

async function readText(path: string): Promise<string> {
  return readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
}
