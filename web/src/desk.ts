// What every page has: the evidence drawer, the shortcuts, and the search on `/`. Without it all links are pages.
import { openDrawer, prepareDrawer } from "./drawer";
import { prepareKeys } from "./keys";
import { prepareShortcuts } from "./shortcuts";
import { prepareWaiting } from "./waiting";

// On a phone the list of screens is a strip that scrolls: the one that is shown must not lie outside it.
const strip = document.querySelector(".rail nav");
const here = strip?.querySelector<HTMLElement>("[aria-current]");
if (strip && here) strip.scrollLeft = here.offsetLeft + here.offsetWidth / 2 - strip.clientWidth / 2;

prepareDrawer();
prepareShortcuts();
prepareKeys();
prepareWaiting();

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-drawer]");
  if (!link) return;
  event.preventDefault();
  void openDrawer(link.getAttribute("href") ?? "/", link);
});
