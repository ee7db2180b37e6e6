import { serveReady } from './serveReady.ts';

serveReady(process.env['WORKER_HEALTH_PORT']);
