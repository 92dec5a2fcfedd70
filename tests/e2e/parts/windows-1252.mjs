// Text in the encoding that Excel saves CSV in, in the west. It refuses what the encoding does not have.

const ABOVE = { '€': 0x80, '…': 0x85, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '–': 0x96, '—': 0x97 };

/** @param {string} text */
export function windows1252(text) {
  return Buffer.from(Array.from(text, byteOf));
}

function byteOf(sign) {
  const code = sign.codePointAt(0);
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) {
    return code;
  }
  const byte = ABOVE[sign];
  if (byte === undefined) {
    throw new Error(`Windows-1252 as it is here has no ${sign}`);
  }
  return byte;
}
