(() => {
  "use strict";
  // Links to the evidence work without this; with it they open beside the text. Nothing here makes markup from text.
  const drawer = document.getElementById("drawer");
  const body = document.getElementById("drawer-body");
  const title = document.getElementById("drawer-title");
  const back = document.getElementById("drawer-back");
  if (typeof drawer.showModal !== "function") return;
  const AT_ONCE = 15;
  let trail = [];
  let opener = null;

  const copyOf = (element) => {
    const copy = element.cloneNode(true);
    for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
    copy.removeAttribute("tabindex");
    return copy;
  };

  const rowsOf = (entry) =>
    [...entry.querySelectorAll(".behind a[href]")]
      .map((link) => document.getElementById(link.getAttribute("href").slice(1)))
      .filter((row) => row !== null);

  const addRows = (rows, from, list) => {
    for (const row of rows.slice(from, from + AT_ONCE)) list.append(copyOf(row));
    const next = from + AT_ONCE;
    if (next >= rows.length) return;
    const more = document.createElement("button");
    more.type = "button";
    more.textContent = "Show more of them";
    more.addEventListener("click", () => {
      const first = list.children.length;
      more.remove();
      addRows(rows, next, list);
      const shown = list.parentNode.querySelector(".rows").children[first];
      if (shown) { shown.tabIndex = -1; shown.focus(); }
    });
    list.after(more);
  };

  const show = (id) => {
    const target = document.getElementById(id);
    body.replaceChildren();
    const copy = copyOf(target);
    const old = copy.querySelector(".behind");
    if (old) old.remove();
    body.append(copy);
    if (target.hasAttribute("data-entry")) {
      const list = document.createElement("div");
      list.className = "rows";
      body.append(list);
      addRows(rowsOf(target), 0, list);
    }
    title.textContent = target.hasAttribute("data-entry") ? "What this number rests on" : "The sentences";
    back.hidden = trail.length < 2;
    drawer.scrollTop = 0;
    title.focus();
  };

  const close = () => drawer.close();

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const id = link.getAttribute("href").slice(1);
    const target = document.getElementById(id);
    if (!target) return;
    if (target.hasAttribute("data-entry") || target.hasAttribute("data-row")) {
      event.preventDefault();
      if (!drawer.open) { opener = link; trail = []; drawer.showModal(); }
      trail.push(id);
      show(id);
    } else if (drawer.open) {
      opener = null;
      close();
    }
  });

  back.addEventListener("click", () => {
    trail.pop();
    show(trail[trail.length - 1]);
  });
  document.getElementById("drawer-close").addEventListener("click", close);
  drawer.addEventListener("click", (event) => { if (event.target === drawer) close(); });
  drawer.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const stops = [...drawer.querySelectorAll("a[href], button:not([hidden])")];
    const first = stops[0];
    const last = stops[stops.length - 1];
    if (event.shiftKey && (document.activeElement === first || document.activeElement === title)) {
      event.preventDefault();
      last.focus();
    } else if (!event.shiftKey && document.activeElement === last) {
      event.preventDefault();
      first.focus();
    }
  });
  drawer.addEventListener("close", () => {
    if (drawer.open) return; // The event comes late: another number may have been opened since.
    body.replaceChildren();
    if (opener) opener.focus();
    opener = null;
  });
  window.addEventListener("beforeprint", () => { for (const each of document.querySelectorAll("details")) each.open = true; });
})();
