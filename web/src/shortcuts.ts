// Keys that work everywhere. None of them acts while someone types, and each stands in the list behind `?`.

export const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));

export function prepareShortcuts(): void {
  const list = document.getElementById("shortcuts") as HTMLDialogElement | null;
  list?.querySelector("[data-closes]")?.addEventListener("click", () => list.close());
  document.querySelector("[data-shortcuts]")?.addEventListener("click", (event) => {
    if (!list) return;
    event.preventDefault();
    list.showModal();
  });
  let going = false;
  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
    if (going) {
      going = false;
      const screen = document.querySelector<HTMLAnchorElement>(`.rail a[data-key="${CSS.escape(event.key)}"]`);
      if (screen) {
        event.preventDefault();
        event.stopImmediatePropagation(); // the letter is not a key of the page too
        screen.click();
        return;
      }
    }
    if (event.key === "/") {
      event.preventDefault();
      const find = document.getElementById("find") as HTMLInputElement | null;
      find?.focus();
      find?.select();
    } else if (event.key === "?") {
      list?.showModal();
    } else if (event.key === "g") {
      going = true;
    }
  });
}
