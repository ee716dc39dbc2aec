/**
 * @file Giving other work a turn. A message through a channel is used because timers are clamped to
 * 4 ms when nested and to a second in hidden tabs.
 */

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();
// In Node an open port would keep the process alive.
const port: MessagePort & { unref?: () => void } = channel.port1;
port.unref?.();

/** Resolves after the messages and events that are already waiting have been handled. */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}
