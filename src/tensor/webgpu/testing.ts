/**
 * @file What the tests of this folder share.
 */
import { openDevice } from './device';

/** A device, be it software. */
export async function testDevice(): Promise<GPUDevice> {
  const opened = await openDevice({ refuseSoftware: false });
  if (!opened.device) throw new Error(`no device: ${opened.refusal}`);
  return opened.device;
}
