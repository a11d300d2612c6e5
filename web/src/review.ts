// Putting a claim right: the ends of the marked words can be dragged, or moved word by word.
import { points } from "./offsets";

const ends = document.querySelector<HTMLElement>("[data-ends]");
if (ends) prepare(ends);

function prepare(ends: HTMLElement): void {
  const quote = ends.querySelector<HTMLElement>("blockquote")!;
  const form = ends.closest("form")!;
  const text = quote.textContent ?? "";
  const first = Number(ends.dataset["first"]);
  const signs = [...text]; // one entry a code point: offsets below count these
  let start = Number(ends.dataset["start"]) - first;
  let end = Number(ends.dataset["end"]) - first;
  const field = (name: string): HTMLInputElement => form.elements.namedItem(name) as HTMLInputElement;
  ends.querySelector<HTMLElement>("[data-ends-help]")!.hidden = false;

  const grip = (side: "start" | "end"): HTMLElement => {
    const made = document.createElement("span");
    made.className = "grip";
    made.dataset["side"] = side;
    return made;
  };
  const draw = (): void => {
    const mark = document.createElement("mark");
    mark.textContent = signs.slice(start, end).join("");
    quote.replaceChildren(signs.slice(0, start).join(""), grip("start"), mark, grip("end"), signs.slice(end).join(""));
    field("start").value = String(first + start);
    field("end").value = String(first + end);
  };
  const set = (side: "start" | "end", at: number): void => {
    if (side === "start") start = Math.max(0, Math.min(at, end - 1));
    else end = Math.min(signs.length, Math.max(at, start + 1));
    draw();
  };
  /** The next edge of a word from a place, forwards or backwards. */
  const edge = (side: "start" | "end", from: number, step: number): number => {
    const blank = (n: number): boolean => /\s/.test(signs[n] ?? " ");
    for (let at = from + step; at > 0 && at < signs.length; at += step)
      if (side === "start" ? blank(at - 1) && !blank(at) : !blank(at - 1) && blank(at)) return at;
    return step < 0 ? 0 : signs.length;
  };
  const place = (event: PointerEvent): number | null => {
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const range = at ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const node = at?.offsetNode ?? range?.startContainer;
    if (!node || !quote.contains(node)) return null;
    const before = document.createRange();
    before.setStart(quote, 0);
    before.setEnd(node, at?.offset ?? range!.startOffset);
    return points(before.toString(), before.toString().length);
  };
  let dragged: "start" | "end" | null = null;
  quote.addEventListener("pointerdown", (event) => {
    const side = (event.target as HTMLElement).dataset["side"];
    if (side !== "start" && side !== "end") return;
    dragged = side;
    quote.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  quote.addEventListener("pointermove", (event) => {
    const at = dragged ? place(event) : null;
    if (dragged && at !== null) set(dragged, at);
  });
  quote.addEventListener("pointerup", () => (dragged = null));
  for (const button of ends.querySelectorAll<HTMLElement>("[data-move]"))
    button.addEventListener("click", () => {
      const [side, step] = button.dataset["move"]!.split(" ") as ["start" | "end", string];
      set(side, edge(side, side === "start" ? start : end, Number(step)));
    });
  draw();
}
