import { serveReady } from './serveReady.ts';

serveReady(process.env['PORT']);
