/**
 * @file What a model answers: at each place where an example asks for a token, the likeliest one. Greedy
 * writing gives the right tokens exactly as long as each is the likeliest behind the right ones before it,
 * so one pass over the examples with their targets in place already tells which are answered rightly;
 * what a model wrote instead takes a pass for each token from the first wrong one on.
 */
import { throwIfCancelled } from '../base/errors';
import { architectureOf } from '../models/config';
import type { LanguageModel } from '../models/model';
import type { Machine, Step } from '../tensor/machine';
import { batchOf, type Example, type Objective } from './objectives/objective';
import { predictionStep } from './predictions';
import { batchFeed } from './steps';

export interface Answer {
  asked: number[];
  /** The likeliest tokens behind the right ones before them. */
  guided: number[];
}

export const isRight = ({ asked, guided }: Answer) =>
  asked.every((token, place) => token === guided[place]);

/** Answers always the same examples, with the weights as they are. */
export class Answers {
  private readonly step: Step;

  /** @param examples each asks for the tokens of one stretch */
  constructor(
    machine: Machine,
    private readonly model: LanguageModel,
    private readonly objective: Objective,
    readonly examples: readonly Example[],
  ) {
    const blueprint = predictionStep(model.config, examples.length, objective.fields);
    this.step = machine.compile(blueprint, { weights: model.weights });
  }

  dispose(): void {
    this.step.dispose();
  }

  async answer(): Promise<Answer[]> {
    const likeliest = await this.likeliest(this.examples);
    return this.examples.map((example, row) => {
      const places = askedPlaces(example);
      return {
        asked: places.map((place) => example.targets[place]),
        guided: places.map((place) => likeliest(row, place)),
      };
    });
  }

  /**
   * What the model writes by itself, as many tokens as are asked for; an encoder fills all places at once.
   * @param answers from `answer`, with the same weights
   */
  async written(answers: readonly Answer[], signal: AbortSignal): Promise<number[][]> {
    const written = answers.map(({ guided }) => [...guided]);
    if (architectureOf(this.model.config) === 'encoder-only') return written;
    /** So many tokens of each are what the model wrote behind its own. */
    const done = answers.map(({ asked, guided }) => {
      const wrong = guided.findIndex((token, place) => token !== asked[place]);
      return wrong < 0 ? asked.length : wrong + 1;
    });
    while (done.some((count, row) => count < written[row].length)) {
      throwIfCancelled(signal);
      const going = this.examples.map((example, row) => {
        const inputs = [...Array.from(example.inputs)];
        const [first] = askedPlaces(example);
        for (let at = 0; at < done[row] && first + at + 1 < inputs.length; at++) {
          inputs[first + at + 1] = written[row][at];
        }
        return { ...example, inputs };
      });
      const likeliest = await this.likeliest(going);
      going.forEach((example, row) => {
        if (done[row] >= written[row].length) return;
        written[row][done[row]] = likeliest(row, askedPlaces(example)[done[row]]);
        done[row] += 1;
      });
    }
    return written;
  }

  private async likeliest(examples: readonly Example[]) {
    const { contextLength, vocabularySize } = this.model;
    const { logits } = await this.step.run(batchFeed(batchOf(examples, this.objective), 0), [
      'logits',
    ]);
    return (row: number, place: number) => {
      const from = (row * contextLength + place) * vocabularySize;
      let best = 0;
      for (let id = 1; id < vocabularySize; id++) {
        if (logits[from + id] > logits[from + best]) best = id;
      }
      return best;
    };
  }
}

export function askedPlaces({ targets }: Example): number[] {
  return Array.from(targets).flatMap((token, place) => (token < 0 ? [] : [place]));
}
