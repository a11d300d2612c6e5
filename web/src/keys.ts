// Keys of a page: an element says by `data-key` which key is its own. A link is followed, a button pressed, a list of
// choices opened, and in an open list a digit picks. So the keys are always those that stand on the page.
import { typing } from "./shortcuts";

export function prepareKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.repeat || typing(event.target)) return;
    if (event.metaKey || event.ctrlKey || event.altKey || document.querySelector("dialog[open]")) return;
    const main = document.getElementById("main");
    if (!main) return;
    if (/^[1-9]$/.test(event.key)) {
      main.querySelector<HTMLElement>(`details[open] [data-digit="${event.key}"]`)?.click();
      return;
    }
    if (event.key.length !== 1) return;
    const own = main.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
    if (!own) return;
    event.preventDefault();
    if (own instanceof HTMLDetailsElement) {
      for (const other of main.querySelectorAll<HTMLDetailsElement>("details.choice")) other.open = other === own;
      own.querySelector<HTMLElement>("[data-digit]")?.focus();
    } else {
      own.click();
    }
  });
}
