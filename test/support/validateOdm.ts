import { readFile } from 'node:fs/promises';
import { validateXML } from 'xmllint-wasm';

const FOLDER = new URL('./odm-1.3.2/', import.meta.url);
const PARTS = ['ODM1-3-2-foundation.xsd', 'xlink.xsd', 'xml.xsd', 'xmldsig-core-schema.xsd'];

/** What CDISC's schema of ODM 1.3.2 has against a document; libxml2 says it. */
export async function validateOdm(xml: string): Promise<readonly string[]> {
  const load = async (fileName: string) => ({
    fileName,
    contents: await readFile(new URL(fileName, FOLDER), 'utf8'),
  });
  const { errors } = await validateXML({
    xml: { fileName: 'document.xml', contents: xml },
    schema: await load('ODM1-3-2.xsd'),
    preload: await Promise.all(PARTS.map(load)),
  });
  return errors.map(({ message }) => message);
}
