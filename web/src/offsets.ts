// The desk counts code points; a browser counts UTF-16 code units. This is the edge between them, by the same rule as
// recount/desk/offsets.py.

/** Code points in the first `units` code units of a text; inside a pair, up to its start. */
export function points(text: string, units: number): number {
  let count = 0;
  let at = 0;
  while (at < units) {
    const width = text.codePointAt(at)! > 0xffff ? 2 : 1;
    if (at + width > units) break;
    at += width;
    count += 1;
  }
  return count;
}

/** Code points of all text in `root` before a place in one of its nodes. */
export function pointsBefore(root: Node, node: Node, offset: number): number {
  const range = document.createRange();
  range.setStart(root, 0);
  range.setEnd(node, offset);
  const text = range.toString();
  return points(text, text.length);
}
