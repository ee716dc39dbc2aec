/**
 * @file A place in a sequence that plays by itself: it stops at the end, and stepping by hand pauses
 * it first.
 */
import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useState } from 'react';

export interface Player {
  /** From 0 to the last place. */
  step: number;
  isPlaying: boolean;
  /** Places per second. */
  speed: number;
  setSpeed: (speed: number) => void;
  toggle: () => void;
  /** Pauses, then goes to this place. */
  goTo: (step: number) => void;
}

/**
 * @param last the last place
 * @param sequence what is played; another one starts again from the beginning, playing
 * @param firstSpeed places per second at first
 */
export function usePlayer(last: number, sequence: unknown, firstSpeed = 2): Player {
  const reduced = useReducedMotion();
  const [step, setStep] = useState(0);
  const [speed, setSpeed] = useState(firstSpeed);
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    setStep(0);
    // Whoever asked the system for less motion presses play.
    setPlaying(sequence !== null && reduced !== true);
  }, [sequence, reduced]);
  const runs = isPlaying && step < last;
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => setStep((before) => before + 1), 1000 / speed);
    return () => clearInterval(timer);
  }, [runs, speed]);

  const place = Math.min(step, last);
  return {
    step: place,
    isPlaying: runs,
    speed,
    setSpeed,
    toggle: () => {
      if (!runs && place >= last) setStep(0);
      setPlaying(!runs);
    },
    goTo: (next) => {
      setPlaying(false);
      setStep(Math.min(last, Math.max(0, next)));
    },
  };
}
