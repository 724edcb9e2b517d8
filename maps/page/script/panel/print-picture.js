/** Pixels of a print file per inch of paper. */
export const DPI = 300;
/** Pixels of a print file per pixel of the drawing: a map 980 wide is 249 mm wide in print. */
const SCALE = 3;
const METRES_PER_INCH = 0.0254;
/** Bytes of a PNG up to the end of its header, the first chunk (PNG, third edition, 5.2 and 11.2.1). */
const HEADER_END = 33;

/**
 * Return an SVG as a PNG for print, with its resolution and its words in the file.
 *
 * @param {string} svg
 * @param {{title: string, note: string, credit: string}} words
 * @returns {Promise<Blob>}
 * @throws {Error} if the browser cannot make the PNG
 */
export async function makePrintPicture(svg, { title, note, credit }) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = toPrintPixels(image.naturalWidth, image.naturalHeight);
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no PNG"))), "image/png"));
  const bytes = new Uint8Array(await png.arrayBuffer());
  const texts = Object.entries({ Title: title, Description: note, Copyright: credit }).map(([keyword, text]) => makeTextChunk(keyword, text));
  return new Blob([bytes.subarray(0, HEADER_END), makeResolutionChunk(), ...texts, bytes.subarray(HEADER_END)], { type: "image/png" });
}

/**
 * Return the width and height of the print file in pixels.
 *
 * @param {number} width of the drawing
 * @param {number} height
 */
export function toPrintPixels(width, height) {
  return [Math.round(width * SCALE), Math.round(height * SCALE)];
}

/** Return the chunk with the resolution, the same in both directions (PNG, third edition, 11.3.5.3: pHYs). */
function makeResolutionChunk() {
  const content = new DataView(new ArrayBuffer(9));
  for (const offset of [0, 4]) content.setUint32(offset, Math.round(DPI / METRES_PER_INCH));
  content.setUint8(8, 1);
  return makeChunk("pHYs", new Uint8Array(content.buffer));
}

/**
 * Return a chunk with an uncompressed text in any language (PNG, third edition, 11.3.3.4: iTXt).
 *
 * @param {string} keyword
 * @param {string} text
 */
function makeTextChunk(keyword, text) {
  return makeChunk("iTXt", new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`));
}

/**
 * @param {string} type
 * @param {Uint8Array} content
 */
function makeChunk(type, content) {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(content, 8);
  view.setUint32(content.length + 8, crc32(bytes.subarray(4, content.length + 8)));
  return bytes;
}

/**
 * Return the checksum of a chunk (PNG, third edition, annex D).
 *
 * @param {Uint8Array} bytes type and content of the chunk
 */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
