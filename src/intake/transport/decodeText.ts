import { isUtf8 } from 'node:buffer';

/** What Windows-1252 has at 0x80 to 0x9F; everywhere else it is Latin-1. */
const UPPER_CONTROLS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** A transport file names no encoding: UTF-8 where the bytes are that, else Windows-1252. Trailing blanks are padding. */
export function decodeText(bytes: Buffer): string {
  const text = isUtf8(bytes)
    ? bytes.toString('utf8')
    : bytes
        .toString('latin1')
        .replace(/[\x80-\x9f]/g, (char) => UPPER_CONTROLS.charAt(char.charCodeAt(0) - 0x80));
  return text.replace(/ +$/, '');
}
