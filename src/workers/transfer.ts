/**
 * @file Errors between threads: Comlink copies only name, message and stack, so a `LabError` would
 * lose its code. Both sides of each worker call this once, before the first message.
 */
import * as Comlink from 'comlink';
import { isErrorReport, LabError, reportError } from '../base/errors';

export function installErrorTransfer(): void {
  const stock = Comlink.transferHandlers.get('throw');
  if (!stock) return;
  Comlink.transferHandlers.set('throw', {
    canHandle: (value): value is unknown => stock.canHandle(value),
    serialize: (thrown) => {
      const isWrapped = typeof thrown === 'object' && thrown !== null && 'value' in thrown;
      return [reportError(isWrapped ? thrown.value : thrown), []];
    },
    deserialize: (report): never => {
      if (isErrorReport(report)) throw new LabError(report.code, report.values);
      throw new LabError('unexpected', { reason: String(report) });
    },
  });
}
