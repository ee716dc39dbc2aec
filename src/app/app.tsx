/**
 * @file The whole page: theme, routes, and what starts by itself.
 */
import '@mantine/core/styles.css';
import '../pictures/pictures.css';
import './app.css';
import { MantineProvider } from '@mantine/core';
import { useEffect } from 'react';
import { HashRouter, Route, Routes } from 'react-router';
import { useLab } from '../state/lab';
import { chapters } from './chapters';
import { Layout } from './layout';
import { NotFound } from './not-found';
import { theme } from './theme';

export function App() {
  useStart();
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <HashRouter>
        <Routes>
          <Route element={<Layout />}>
            {chapters.map(({ path, Page }) => (
              <Route key={path} path={path} element={<Page />} />
            ))}
            <Route path="*" element={<NotFound />} />
          </Route>
        </Routes>
      </HashRouter>
    </MantineProvider>
  );
}

/** After the first paint: the engine warms up, and a run that was cut short is looked for. */
function useStart(): void {
  const startEngine = useLab((state) => state.startEngine);
  const refreshRuns = useLab((state) => state.refreshRuns);
  useEffect(() => {
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        void startEngine();
        void refreshRuns();
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [startEngine, refreshRuns]);
}
