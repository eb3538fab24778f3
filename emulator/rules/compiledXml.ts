/** Android's compiled XML, checked before it is parsed: the parser believes every size and count that it reads. */

const HEADER_BYTES = 8;
const STRING_POOL = 0x0001;
const START_ELEMENT = 0x0102;
const UTF8_FLAG = 1 << 8;

/** Throws when a chunk lies about its size, has more attributes than fit into it, or strings that share bytes until they are a flood. */
export function checkCompiledXml(xml: Buffer): void {
  let pools = 0;
  for (let at = HEADER_BYTES; at < xml.length; ) {
    const type = xml.readUInt16LE(at);
    const size = xml.readUInt32LE(at + 4);
    insist(size >= HEADER_BYTES && at + size <= xml.length);
    const chunk = xml.subarray(at, at + size);
    if (type === STRING_POOL) {
      pools += 1;
      insist(pools === 1 && poolBytes(chunk, xml.length) <= xml.length);
    }
    // 36 bytes before the attributes, 20 for each.
    if (type === START_ELEMENT) insist(36 + chunk.readUInt16LE(28) * 20 <= size);
    at += size;
  }
}

/** How many bytes the strings of a pool have together, each counted as often as it is named; stops above `limit`. */
function poolBytes(pool: Buffer, limit: number): number {
  const count = pool.readUInt32LE(8);
  const utf8 = (pool.readUInt32LE(16) & UTF8_FLAG) !== 0;
  const start = pool.readUInt32LE(20);
  insist(28 + count * 4 <= pool.length);
  let total = 0;
  for (let index = 0; index < count && total <= limit; index += 1) {
    const at = start + pool.readUInt32LE(28 + index * 4);
    total += utf8 ? utf8Bytes(pool, at) : utf16Bytes(pool, at);
  }
  return total;
}

function utf8Bytes(pool: Buffer, at: number): number {
  // The length in characters, in one or two bytes, comes before the one in bytes.
  const place = at + (pool.readUInt8(at) & 0x80 ? 2 : 1);
  const length = pool.readUInt8(place);
  return length & 0x80 ? ((length & 0x7f) << 8) + pool.readUInt8(place + 1) : length;
}

function utf16Bytes(pool: Buffer, at: number): number {
  const length = pool.readUInt16LE(at);
  return 2 * (length & 0x8000 ? (length & 0x7fff) * 0x10000 + pool.readUInt16LE(at + 2) : length);
}

function insist(holds: boolean): void {
  if (!holds) throw new Error("The compiled XML is damaged.");
}
