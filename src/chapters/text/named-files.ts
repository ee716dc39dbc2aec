/**
 * @file Files from the drop area or from a dialog, with their path where they came in a folder.
 */
import type { NamedFile } from '../../text/reading';

/** The dropzone writes `path`, the folder dialog `webkitRelativePath`. */
function pathOf(file: File): string {
  const dropped = 'path' in file && typeof file.path === 'string' ? file.path : '';
  return (file.webkitRelativePath || dropped || file.name).replace(/^\.?\/+/, '');
}

export function namedFiles(files: Iterable<File>): NamedFile[] {
  return [...files].map((file) => ({ name: pathOf(file), file }));
}

/** Whether the browser can open a folder; those of telephones cannot. */
export const canChooseFolder = 'webkitdirectory' in HTMLInputElement.prototype;

/** Opens the browser's dialog for a folder; resolves with the files in it, none if it is closed. */
export function chooseFolder(): Promise<NamedFile[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.webkitdirectory = true;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(namedFiles(input.files ?? [])));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
