import { find, shown } from './dom.js';

/** A WAV dragged onto the page, or chosen. @param {(file: File) => void} take */
export function wavDrop(take) {
  const over = find('#drop');
  let depth = 0;
  const show = () => shown(over, depth > 0);
  const carriesFile = (event) => event.dataTransfer?.types.includes('Files');

  document.addEventListener('dragenter', (event) => {
    if (!carriesFile(event)) return;
    depth++;
    show();
  });
  document.addEventListener('dragleave', (event) => {
    if (!carriesFile(event)) return;
    depth = Math.max(0, depth - 1);
    show();
  });
  document.addEventListener('dragover', (event) => {
    if (carriesFile(event)) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    depth = 0;
    show();
    if (event.dataTransfer.files.length > 0) take(event.dataTransfer.files[0]);
  });
  find('#file').addEventListener('change', ({ target }) => {
    if (target.files.length > 0) take(target.files[0]);
    target.value = ''; // so that the same file can be chosen again
  });
}
