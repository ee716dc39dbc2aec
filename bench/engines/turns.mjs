/**
 * @file How peers take turns.
 */
import { say } from '../../scripts/project.mjs';

/**
 * Opens the peers one by one.
 * @param {import('./seats.mjs').Ask} ask
 * @param {{ name: string, task: import('./protocol').Task }[]} wanted
 */
export async function openSeats(ask, wanted, backend) {
  const seats = [];
  for (const { name, task } of wanted) {
    const seat = { name, task, backend, about: '', failure: '', reports: [] };
    const reply = await ask(name, { kind: 'open', backend, task });
    if (reply.kind === 'failed') seat.failure = reply.message;
    else seat.about = [reply.facts, reply.adapter].filter(Boolean).join('; ');
    say(`${name} on ${backend}: ${seat.failure || seat.about}`);
    seats.push(seat);
  }
  return seats;
}

/** One step of each in turn, another one first in each round; who fails is out. */
export async function takeTurns(ask, seats, rounds) {
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < seats.length; turn++) {
      const seat = seats[(round + turn) % seats.length];
      if (seat.failure) continue;
      const reply = await ask(seat.name, { kind: 'step' });
      if (reply.kind === 'stepped') seat.reports.push(reply.report);
      else {
        seat.failure = reply.message;
        say(`${seat.name} on ${seat.backend}: ${seat.failure}`);
      }
    }
  }
}
