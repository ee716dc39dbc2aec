/**
 * @file Giving other work a turn. A message through a channel is used because timers are clamped to
 * 4 ms when nested and to a second in hidden tabs.
 */

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
/** Node's ports keep the process alive, which is right only while somebody waits. */
const port: MessagePort & { ref?: () => void; unref?: () => void } = channel.port1;
port.onmessage = () => {
  waiting.shift()?.();
  if (waiting.length === 0) port.unref?.();
};
port.unref?.();

/** Resolves after the messages and events that are already waiting have been handled. */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    port.ref?.();
    channel.port2.postMessage(null);
  });
}
