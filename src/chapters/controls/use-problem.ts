/**
 * @file What is wrong with the spec, in the reader's language.
 */
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';

/** The problem that belongs to the control of this path; undefined if there is none. */
export function useProblem(path: string): string | undefined {
  const { t } = useTranslation();
  const problem = useLab((state) => state.problems.find((found) => found.path === path));
  return (
    problem && t(`problems.${problem.code}`, { ...problem.values, defaultValue: problem.message })
  );
}

/** The first problem anywhere: the reason why training cannot start. */
export function useFirstProblem(): string | undefined {
  const { t } = useTranslation();
  const problem = useLab((state) => state.problems[0]);
  return (
    problem && t(`problems.${problem.code}`, { ...problem.values, defaultValue: problem.message })
  );
}
