/**
 * @file The page's entry: the language first, so that the first paint has the right words.
 */
import { createRoot } from 'react-dom/client';
import { startLanguage } from '../language';
import { installConsole } from '../state/console';
import { App } from './app';

installConsole();
await startLanguage();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
