/** Gives a TrueType font's bytes when they are needed. */
export type LoadFont = () => Uint8Array;

export type PdfOptions = {
  pageSize: 'A4' | 'LETTER';
  /** Of the document, as BCP 47 has it, e.g. `en`: what a screen reader speaks. */
  language: string;
  fonts: {
    text: LoadFont;
    bold: LoadFont;
    /** Asked in this order for what the text's font lacks. */
    fallbacks: readonly LoadFont[];
  };
};
