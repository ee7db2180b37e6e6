import type { CatalogueEntry } from '../domain/reportDefinition.ts';
import type { Catalogue } from '../jobs/ports.ts';
import { CatalogueError, type CatalogueFault } from './catalogueError.ts';
import { readDefinitions } from './readDefinitions.ts';

export type ReloadableCatalogue = Catalogue & {
  /** Reads the folder again. Where anything is wrong it answers the faults and keeps the last good set. */
  reload(): Promise<readonly CatalogueFault[]>;
};

/** Reads and checks the report definitions of a folder; throws CatalogueError naming all faults. */
export async function loadCatalogue(folder: string): Promise<ReloadableCatalogue> {
  let entries: ReadonlyMap<string, CatalogueEntry> = new Map();

  const reload = async (): Promise<readonly CatalogueFault[]> => {
    const read = await readDefinitions(folder);
    if (read.faults.length > 0) return read.faults;
    entries = new Map(read.entries.map((entry) => [entry.definition.id, entry]));
    return [];
  };

  const faults = await reload();
  if (faults.length > 0) throw new CatalogueError(faults);
  return { list: () => [...entries.values()], find: (reportId) => entries.get(reportId), reload };
}
