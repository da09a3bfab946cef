/** Files dropped anywhere on the page are articles to hand in; a browser would leave the page and show them. */

const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");

/** `onFiles(files)` is told what was dropped. */
export function acceptDrops(onFiles) {
  const root = document.documentElement;
  for (const name of ["dragenter", "dragover"]) {
    addEventListener(name, (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      root.dataset.over = "";
    });
  }
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) delete root.dataset.over; // out of the window
  });
  addEventListener("drop", (event) => {
    delete root.dataset.over;
    if (!holdsFiles(event)) return;
    event.preventDefault();
    onFiles([...event.dataTransfer.files]);
  });
}
