/**
 * @file The token ids of a run's text as one file: a header of four 32-bit numbers (bytes per id,
 * training ids, validation ids, CRC-32 of what follows) and the ids, all little-endian.
 */
import { LabError } from '../base/errors';
import type { TokenData } from '../text/types';
import { crc32 } from '../base/checksum';

const headerBytes = 16;

/** Ids take 2 bytes if both parts are `Uint16Array`, else 4. */
export function encodeTokenData({ train, validation }: TokenData): Uint8Array<ArrayBuffer> {
  const width = Math.max(train.BYTES_PER_ELEMENT, validation.BYTES_PER_ELEMENT);
  const total = train.length + validation.length;
  const file = new Uint8Array(headerBytes + width * total);
  const ids =
    width === 2
      ? new Uint16Array(file.buffer, headerBytes, total)
      : new Uint32Array(file.buffer, headerBytes, total);
  ids.set(train);
  ids.set(validation, train.length);
  const checksum = crc32(file.subarray(headerBytes));
  new Uint32Array(file.buffer, 0, 4).set([width, train.length, validation.length, checksum]);
  return file;
}

/** @param name for the message @throws LabError `storage.damaged` */
export function decodeTokenData(file: Uint8Array, name: string): TokenData {
  const damaged = (reason: string) => new LabError('storage.damaged', { name, reason });
  if (file.length < headerBytes) throw damaged('its token ids have no header');
  const [width, trainLength, validationLength, checksum] = new Uint32Array(
    file.slice(0, headerBytes).buffer,
  );
  const ids = file.slice(headerBytes);
  const isComplete = ids.length === width * (trainLength + validationLength);
  if ((width !== 2 && width !== 4) || !isComplete) throw damaged('its token ids are cut short');
  if (crc32(ids) !== checksum) throw damaged('the checksum of its token ids is wrong');
  const all = width === 2 ? new Uint16Array(ids.buffer) : new Uint32Array(ids.buffer);
  return { train: all.slice(0, trainLength), validation: all.slice(trainLength) };
}
