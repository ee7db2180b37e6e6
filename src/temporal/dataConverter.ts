import { fileURLToPath } from 'node:url';

/** Client, worker and workflow bundle must name the same module. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

export const dataConverter = {
  payloadConverterPath: fileURLToPath(
    new URL(`../../workflows/payloadConverter.${extension}`, import.meta.url),
  ),
};
