/**
 * @file A page with nothing but `window.lab`, for `npm run experiment` and the benchmarks.
 */
import { installConsole } from '../state/console';

installConsole();
