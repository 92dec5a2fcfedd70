// A ZIP archive without compression, enough for programs to take it for what its files make it.

import { crc32 } from 'node:zlib';

/**
 * @param {Record<string, string>} files Their texts by name.
 * @returns {Buffer}
 */
export function storedZip(files) {
  const entries = [];
  const index = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const facts = factsOf(name, Buffer.from(text));
    const entry = Buffer.concat([Buffer.from('PK\x03\x04'), facts, Buffer.from(name), Buffer.from(text)]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    index.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), facts, place, Buffer.from(name)]));
    entries.push(entry);
    offset += entry.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(index.length, 4);
  end.writeUInt16LE(index.length, 6);
  end.writeUInt32LE(Buffer.concat(index).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...entries, ...index, Buffer.from('PK\x05\x06'), end]);
}

/** Version, no flags, stored, no date, checksum, both sizes, length of the name, nothing extra. */
function factsOf(name, bytes) {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt32LE(crc32(bytes), 10);
  facts.writeUInt32LE(bytes.length, 14);
  facts.writeUInt32LE(bytes.length, 18);
  facts.writeUInt16LE(Buffer.byteLength(name), 22);
  return facts;
}
