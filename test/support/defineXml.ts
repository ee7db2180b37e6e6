/** An item of a generated define.xml. */
export type Item = {
  name: string;
  type: string;
  length?: number;
  label?: string;
  displayFormat?: string;
};

type Options = { version?: '2.0' | '2.1'; head?: string };

/** A define.xml with these datasets; `head` stands before its root. Every item has a description of its origin, too. */
export function toDefineXml(
  datasets: Readonly<Record<string, readonly Item[]>>,
  { version = '2.1', head = '' }: Options = {},
): string {
  const groups = Object.entries(datasets).map(
    ([dataset, items]) => `
      <ItemGroupDef OID="IG.${dataset}" Name="${dataset}" Repeating="No" Purpose="Tabulation">
        <Description><TranslatedText xml:lang="en">Label of ${dataset}</TranslatedText></Description>
        ${items.map(({ name }) => `<ItemRef ItemOID="IT.${dataset}.${name}" Mandatory="No"/>`).join('')}
      </ItemGroupDef>`,
  );
  const items = Object.entries(datasets).flatMap(([dataset, defined]) =>
    defined.map(
      ({ name, type, length, label = '', displayFormat }) => `
      <ItemDef OID="IT.${dataset}.${name}" Name="${name}" DataType="${type}"${
        length === undefined ? '' : ` Length="${length}"`
      }${displayFormat === undefined ? '' : ` def:DisplayFormat="${displayFormat}"`}>
        <Description><TranslatedText xml:lang="en">
          ${label}
        </TranslatedText></Description>
        <def:Origin Type="Assigned"><Description><TranslatedText>No label</TranslatedText></Description></def:Origin>
      </ItemDef>`,
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
${head}<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" xmlns:def="http://www.cdisc.org/ns/def/v${version}" ODMVersion="1.3.2">
  <Study OID="S">
    <MetaDataVersion OID="M" Name="M" def:DefineVersion="${version}.0">
      <def:ValueListDef OID="VL"><ItemRef ItemOID="IT.NONE" Mandatory="No"/></def:ValueListDef>
      ${groups.join('')}${items.join('')}
    </MetaDataVersion>
  </Study>
</ODM>
`;
}
