// Explore: map, timeline and facets change one address; the server answers with the selection made anew, and this puts
// it in place. Without it every circle, facet and step is a link. The map moves under the hand while the answer comes.

const PART = "desk-part";
let asking: AbortController | null = null;

const byId = <E extends Element>(id: string): E | null => document.getElementById(id) as E | null;
const here = (): URL => new URL(location.href);

async function go(address: URL, { keep = true }: { keep?: boolean } = {}): Promise<void> {
  asking?.abort();
  asking = new AbortController();
  const selection = byId<HTMLElement>("selection")!;
  selection.setAttribute("aria-busy", "true");
  const asked = new URL(address);
  asked.searchParams.set("width", String(Math.round(byId("map")?.clientWidth ?? 960)));
  try {
    const answer = await fetch(asked, { headers: { [PART]: "1" }, signal: asking.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("selection");
    if (!answer.ok || !fresh) {
      location.assign(address);
      return;
    }
    const focused = document.activeElement?.closest("#selection") ? marked(document.activeElement) : null;
    selection.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
    selection.removeAttribute("aria-busy");
    if (keep) history.pushState(null, "", address);
    fields(address);
    prepare();
    if (focused) selection.querySelector<HTMLElement>(focused)?.focus();
    say(byId("sums")?.querySelector("b")?.textContent ?? "");
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) location.assign(address);
  }
}

// Told to those who listen, and taken away before it covers anything for long.
function say(words: string): void {
  const said = byId<HTMLElement>("said")!;
  said.textContent = words;
  setTimeout(() => said.textContent === words && (said.textContent = ""), 2500);
}

// What had the focus, by what stays the same when the selection is made anew.
function marked(element: Element): string | null {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const label = element.getAttribute("aria-label");
  return label ? `[aria-label="${CSS.escape(label)}"]` : null;
}

function fields(address: URL): void {
  for (const name of ["q", "since", "until"]) {
    const field = byId<HTMLInputElement>(name);
    if (field && document.activeElement !== field) field.value = address.searchParams.get(name) ?? "";
  }
  const form = byId<HTMLFormElement>("narrow")!;
  form.querySelectorAll("input[type=hidden]").forEach((field) => field.remove());
  address.searchParams.forEach((value, name) => {
    if (["q", "since", "until", "page"].includes(name)) return;
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    form.append(field);
  });
}

function changed(changes: Record<string, string | null>): URL {
  const address = here();
  address.searchParams.delete("page");
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  return address;
}

// The map: drag to move, wheel or buttons or + and - to come nearer. The frame narrows nothing until it is kept.
type Frame = [west: number, south: number, east: number, north: number];

function frame(): Frame {
  return (byId("map")!.closest<HTMLElement>("figure")!.dataset["view"] ?? "").split(",").map(Number) as Frame;
}

function show([west, south, east, north]: Frame): void {
  const fit = [Math.max(-180, west), Math.max(-90, south), Math.min(180, east), Math.min(90, north)];
  if (fit[2]! - fit[0]! < 0.02 || fit[3]! - fit[1]! < 0.02) return;
  void go(changed({ view: fit.map((degrees) => degrees.toFixed(4)).join(",") }));
}

function scaled(factor: number, x = 0.5, y = 0.5): void {
  const [west, south, east, north] = frame();
  const lon = west + (east - west) * x;
  const lat = north - (north - south) * y;
  show([lon - (lon - west) * factor, lat - (lat - south) * factor, lon + (east - lon) * factor, lat + (north - lat) * factor]);
}

function prepareMap(): void {
  const map = byId<SVGSVGElement>("map");
  if (!map) return;
  const figure = map.closest("figure")!;
  for (const [id, factor] of [["nearer", 0.5], ["farther", 2]] as const) {
    const button = byId<HTMLButtonElement>(id)!;
    button.hidden = false;
    button.addEventListener("click", () => scaled(factor));
  }
  let start: PointerEvent | null = null;
  let moved = false;
  map.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    start = event;
    moved = false;
  });
  map.addEventListener("pointermove", (event) => {
    if (!start) return;
    const [dx, dy] = [event.clientX - start.clientX, event.clientY - start.clientY];
    if (!moved && Math.hypot(dx, dy) < 5) return;
    if (!moved) map.setPointerCapture(event.pointerId);
    moved = true;
    figure.classList.add("moving");
    const scale = map.viewBox.baseVal.width / map.clientWidth;
    for (const group of map.children) group.setAttribute("transform", `translate(${dx * scale} ${dy * scale})`);
  });
  map.addEventListener("pointerup", (event) => {
    if (start && moved) {
      const [west, south, east, north] = frame();
      const lon = ((event.clientX - start.clientX) / map.clientWidth) * (east - west);
      const lat = ((event.clientY - start.clientY) / map.clientHeight) * (north - south);
      show([west - lon, south + lat, east - lon, north + lat]);
    }
    start = null;
    figure.classList.remove("moving");
  });
  map.addEventListener("click", (event) => {
    if (moved) {
      event.preventDefault();
      event.stopPropagation();
      moved = false;
    }
  }, true);
  map.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // a wheel alone scrolls the page
    event.preventDefault();
    const at = map.getBoundingClientRect();
    scaled(event.deltaY > 0 ? 1.6 : 0.62, (event.clientX - at.left) / at.width, (event.clientY - at.top) / at.height);
  }, { passive: false });
}

// The timeline: a stretch drawn over the bars is the window of days; two sliders do the same by keyboard.
function edges(): string[] {
  const told = document.querySelector<HTMLElement>(".timeline")?.dataset["edges"];
  return told ? told.split(" ") : [];
}

function chosenDays(from: number, to: number): void {
  const days = edges();
  const last = days.length - 1;
  const [low, high] = [Math.max(0, Math.min(from, to)), Math.min(last, Math.max(from, to))];
  const whole = low <= 0 && high >= last;
  void go(changed({ since: whole ? null : days[low]!, until: whole ? null : days[Math.max(high, low + 1)]! }));
}

function prepareTimeline(): void {
  const line = byId<SVGSVGElement>("timeline");
  const days = edges();
  if (!line || days.length < 2) return;
  document.querySelectorAll<HTMLElement>(".axis-ticks").forEach((list) => {
    list.classList.add("placed");
    list.querySelectorAll<HTMLElement>("li").forEach((tick) => (tick.style.insetInlineStart = `${tick.dataset["x"]}%`));
  });
  const times = days.map((day) => Date.parse(day));
  const span = times.at(-1)! - times[0]!;
  const nearest = (share: number): number => {
    const time = times[0]! + share * span;
    return times.reduce((best, edge, at) => (Math.abs(edge - time) < Math.abs(times[best]! - time) ? at : best), 0);
  };
  const share = (event: PointerEvent): number => {
    const at = line.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - at.left) / at.width));
  };
  let from: number | null = null;
  let band: SVGRectElement | null = null;
  line.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    from = share(event);
    line.setPointerCapture(event.pointerId);
    line.querySelector(".brush")?.remove();
    band = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    band.setAttribute("class", "brush");
    band.setAttribute("y", "0");
    band.setAttribute("height", String(line.viewBox.baseVal.height - 18));
    line.append(band);
  });
  line.addEventListener("pointermove", (event) => {
    if (from === null || !band) return;
    const to = share(event);
    band.setAttribute("x", String(Math.min(from, to) * 960));
    band.setAttribute("width", String(Math.abs(to - from) * 960));
  });
  line.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const to = share(event);
    chosenDays(nearest(Math.min(from, to)), Math.abs(to - from) < 0.004 ? nearest(Math.min(from, to)) + 1 : nearest(Math.max(from, to)));
    from = null;
  });
  const sliders = document.querySelector<HTMLElement>(".sliders")!;
  const [first, last] = [byId<HTMLInputElement>("slide-since")!, byId<HTMLInputElement>("slide-until")!];
  const query = here().searchParams;
  const at = (day: string | null, otherwise: number): number => {
    if (!day) return otherwise;
    const found = days.findIndex((edge) => edge >= day);
    return found < 0 ? otherwise : found;
  };
  first.value = String(at(query.get("since"), 0));
  last.value = String(at(query.get("until"), days.length - 1));
  sliders.hidden = false;
  const say = (): void => {
    first.setAttribute("aria-valuetext", days[Number(first.value)]!);
    last.setAttribute("aria-valuetext", days[Number(last.value)]!);
  };
  say();
  for (const slider of [first, last]) {
    slider.addEventListener("input", say);
    slider.addEventListener("change", () => chosenDays(Number(first.value), Number(last.value)));
  }
}

function prepare(): void {
  prepareMap();
  prepareTimeline();
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = (event.target as Element).closest<Element>("#selection a[data-part], #selection .chip a, #selection .pages a");
  if (!link) return;
  event.preventDefault();
  void go(new URL(link.getAttribute("href")!, location.href));
});
byId<HTMLFormElement>("narrow")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value) address.searchParams.set(name, value);
  void go(address);
});
// A narrow map is drawn anew in its own pixels, so that its circles can be read and pressed.
if ((byId("map")?.clientWidth ?? 960) < 700) void go(here(), { keep: false });
addEventListener("popstate", () => void go(here(), { keep: false }));
prepare();
