// The drawer shows the main part of another page beside the one that is read. The part is made and escaped on the
// server; nothing here makes markup from text.

const PART = "desk-part";
let trail: string[] = [];
let opener: HTMLElement | null = null;

const byId = <E extends HTMLElement>(id: string): E | null => document.getElementById(id) as E | null;

export async function openDrawer(address: string, from: HTMLElement | null): Promise<void> {
  const drawer = byId<HTMLDialogElement>("drawer");
  if (!drawer) return;
  if (!drawer.open) {
    opener = from;
    trail = [];
    drawer.showModal();
  }
  trail.push(address);
  await show(address);
}

async function show(address: string): Promise<void> {
  const body = byId("drawer-body")!;
  const title = byId("drawer-title")!;
  const whole = byId<HTMLAnchorElement>("drawer-whole")!;
  body.setAttribute("aria-busy", "true");
  const answer = await fetch(address, { headers: { [PART]: "1" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.querySelector<HTMLElement>("article.part");
  if (trail.at(-1) !== address) return; // something else was opened while this was under way
  body.removeAttribute("aria-busy");
  body.replaceChildren(part ? document.adoptNode(part) : "This could not be shown. Open the whole page instead.");
  title.textContent = part?.dataset["title"] ?? "Evidence";
  whole.href = address;
  byId("drawer-back")!.hidden = trail.length < 2;
  byId("drawer")!.scrollTop = 0;
  title.focus();
  document.dispatchEvent(new CustomEvent("desk:shown", { detail: body }));
}

export function prepareDrawer(): void {
  const drawer = byId<HTMLDialogElement>("drawer");
  if (!drawer) return;
  byId("drawer-close")!.addEventListener("click", () => drawer.close());
  byId("drawer-back")!.addEventListener("click", () => {
    trail.pop();
    const before = trail.at(-1);
    if (before) void show(before);
  });
  drawer.addEventListener("click", (event) => {
    if (event.target === drawer) drawer.close();
  });
  drawer.addEventListener("close", () => {
    if (drawer.open) return;
    byId("drawer-body")!.replaceChildren();
    opener?.focus();
    opener = null;
  });
}
