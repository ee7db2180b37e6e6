import { readFile } from 'node:fs/promises';

import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';

import { dataConverter } from './dataConverter.ts';

export type TemporalOptions = {
  address: string;
  namespace: string;
  apiKey: string | undefined;
  tls:
    | undefined
    | {
        serverName: string | undefined;
        serverCaCertPath: string | undefined;
        clientCertPath: string | undefined;
        clientKeyPath: string | undefined;
      };
};

export type TemporalClient = { client: Client; connection: Connection; namespace: string };

/** A client whose connection is made at the first call, so that the API starts while Temporal is away. */
export async function connectClient(options: TemporalOptions, identity: string): Promise<TemporalClient> {
  const connection = Connection.lazy(await toConnectionOptions(options));
  const client = new Client({ connection, namespace: options.namespace, identity, dataConverter });
  return { client, connection, namespace: options.namespace };
}

/** A worker's connection; throws where Temporal does not answer. */
export async function connectWorker(options: TemporalOptions): Promise<NativeConnection> {
  return NativeConnection.connect(await toConnectionOptions(options));
}

async function toConnectionOptions({ address, apiKey, tls }: TemporalOptions) {
  return {
    address,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(tls === undefined ? (apiKey === undefined ? {} : { tls: true }) : { tls: await readTls(tls) }),
  };
}

async function readTls(tls: NonNullable<TemporalOptions['tls']>) {
  const { serverName, serverCaCertPath, clientCertPath, clientKeyPath } = tls;
  const pair =
    clientCertPath === undefined || clientKeyPath === undefined
      ? {}
      : { clientCertPair: { crt: await readFile(clientCertPath), key: await readFile(clientKeyPath) } };
  return {
    ...(serverName === undefined ? {} : { serverNameOverride: serverName }),
    ...(serverCaCertPath === undefined ? {} : { serverRootCACertificate: await readFile(serverCaCertPath) }),
    ...pair,
  };
}
