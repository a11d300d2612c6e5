// The reader: claims light up in the text, in the margin and beside it at once; words that are chosen can become a
// claim. All of it is also reachable as links.
import { openDrawer } from "./drawer";
import { pointsBefore } from "./offsets";
import { typing } from "./shortcuts";

const reader = document.querySelector<HTMLElement>(".reader");
if (reader) prepare(reader);

function prepare(reader: HTMLElement): void {
  const text = reader.querySelector<HTMLElement>(".reader-text")!;
  const cards = [...reader.querySelectorAll<HTMLElement>(".card")];
  const claimsOf = (element: Element): string[] => (element.getAttribute("data-claims") ?? "").split(" ");
  let now = cards.findIndex((card) => card.classList.contains("now"));

  const light = (claim: string | null, name: "lit" | "now"): void => {
    for (const each of reader.querySelectorAll(`.${name}`)) each.classList.remove(name);
    if (!claim) return;
    for (const mark of text.querySelectorAll("mark.c"))
      if (claimsOf(mark).includes(claim)) {
        mark.classList.add(name);
        const start = mark.closest(".seg")?.getAttribute("data-start");
        reader.querySelector(`.box[data-segment="${start}"]`)?.classList.add(name === "now" ? "lit" : name);
      }
    for (const each of reader.querySelectorAll(`[data-claim="${CSS.escape(claim)}"]`))
      (each.querySelector("rect") ?? each).classList.add(name);
  };

  const choose = (claim: string, from: "text" | "cards"): void => {
    now = cards.findIndex((card) => card.dataset["claim"] === claim);
    light(claim, "now");
    const address = new URL(location.href);
    address.searchParams.set("claim", claim);
    address.hash = "";
    history.replaceState(null, "", address);
    const there = from === "text" ? cards[now] : document.getElementById(`at-${claim}`);
    there?.scrollIntoView({ block: from === "text" ? "nearest" : "center" });
  };

  text.addEventListener("click", (event) => {
    if (!getSelection()?.isCollapsed) return;
    const mark = (event.target as Element).closest("mark.c");
    if (!mark) return;
    const claims = claimsOf(mark);
    const held = cards[now]?.dataset["claim"] ?? "";
    choose(claims[(claims.indexOf(held) + 1) % claims.length]!, "text"); // again on the same words: the next of them
  });
  for (const kind of ["mouseover", "focusin"])
    reader.addEventListener(kind, (event) => {
      const target = event.target as Element;
      const claim = target.closest("[data-claim]")?.getAttribute("data-claim");
      const mark = target.closest("mark.c");
      light(claim ?? (mark ? claimsOf(mark)[0]! : null), "lit");
    });
  reader.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLElement>("a.jump, .ticks a");
    const claim = link?.closest("[data-claim]")?.getAttribute("data-claim");
    if (!claim) return;
    event.preventDefault();
    choose(claim, "cards");
    if (link!.closest(".ticks")) cards[now]?.scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.metaKey || event.ctrlKey || event.altKey || document.querySelector("dialog[open]"))
      return;
    const step = { j: 1, k: -1 }[event.key];
    if (step && cards.length) {
      const next = Math.min(Math.max(now + step, 0), cards.length - 1);
      choose(cards[next]!.dataset["claim"]!, "cards");
      cards[next]!.scrollIntoView({ block: "nearest" });
    } else if (event.key === "h") {
      reader.classList.toggle("plain");
    } else if (event.key === "o" && cards[now]) {
      void openDrawer(`/claims/${cards[now]!.dataset["claim"]}`, cards[now]!.querySelector("a"));
    } else if (event.key === "c") {
      const form = document.getElementById("chosen") as HTMLFormElement | null;
      if (form && !form.hidden) form.requestSubmit();
    }
  });

  const landed = cards[now]?.dataset["claim"];
  if (landed) {
    light(landed, "now");
    cards[now]?.scrollIntoView({ block: "nearest" });
    document.getElementById(`at-${landed}`)?.scrollIntoView({ block: "center" });
  }
  prepareChoice(text);
}

/** Where a place in the text stands in the report, in code points. */
function place(text: HTMLElement, node: Node, offset: number): number | null {
  const element = node instanceof Element ? node : node.parentElement;
  const segment = element?.closest<HTMLElement>(".seg");
  if (!segment || !text.contains(segment)) return null;
  return Number(segment.dataset["start"]) + pointsBefore(segment, node, offset);
}

function prepareChoice(text: HTMLElement): void {
  const form = document.getElementById("chosen") as HTMLFormElement | null;
  if (!form) return;
  const field = (name: string): HTMLInputElement => form.elements.namedItem(name) as HTMLInputElement;
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const words = selection?.toString().trim() ?? "";
    if (!selection || selection.rangeCount === 0 || words === "") {
      form.hidden = true;
      return;
    }
    const range = selection.getRangeAt(0);
    const start = place(text, range.startContainer, range.startOffset);
    const end = place(text, range.endContainer, range.endOffset);
    form.hidden = start === null || end === null || start >= end;
    if (form.hidden) return;
    field("start").value = String(start);
    field("end").value = String(end);
    document.getElementById("chosen-words")!.textContent = words.length > 200 ? `${words.slice(0, 200)} …` : words;
  });
}
