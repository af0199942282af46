/**
 * The text of a paragraph, cut where a mark or an edit begins or ends, so that each stretch knows all of its own.
 * Everything here counts in UTF-16 units, as strings of the browser do.
 */

/**
 * `marks` are {start, end, finding}, `edits` {start, end, text} that do not overlap, `cuts` places where no stretch
 * goes on. Gives stretches {start, end, findings, ending, removed, insert} in order; those without length are places.
 */
export function stretches(length, marks, edits, cuts = []) {
  const inside = (at) => Math.max(0, Math.min(length, at));
  const places = new Set([0, length, ...cuts.map(inside)]);
  for (const { start, end } of [...marks, ...edits]) places.add(inside(start)).add(inside(end));
  const at = [...places].sort((a, b) => a - b);
  const parts = [];
  for (let index = 0; index < at.length; index += 1) {
    const [start, end] = [at[index], at[index + 1] ?? at[index]];
    const points = marks.filter((mark) => mark.start === mark.end && mark.start === start).map(findingOf);
    const insert = edits.filter((edit) => edit.start === edit.end && edit.start === start).map((edit) => edit.text);
    if (points.length || insert.length) {
      parts.push({ start, end: start, findings: points, ending: points, removed: false, insert: insert.join("") });
    }
    if (end === start) continue;
    const findings = marks.filter((mark) => mark.start <= start && mark.end >= end).map(findingOf);
    const ending = marks.filter((mark) => mark.start < mark.end && mark.end === end).map(findingOf);
    const edit = edits.find((one) => one.start <= start && one.end >= end && one.start < one.end);
    const last = edit && edit.end === end; // what is put in stands behind the whole of what is struck
    parts.push({ start, end, findings, ending, removed: Boolean(edit), insert: last ? edit.text : "" });
  }
  return parts;
}

const findingOf = (mark) => mark.finding;

/** Which findings stand in which paragraph: a row for each paragraph, findings in order. */
export function byParagraph(paragraphs, findings) {
  const rows = paragraphs.map(() => []);
  if (!rows.length) return rows;
  for (const finding of findings) {
    let at = firstEndingAt(paragraphs, finding.start16);
    // A place between two paragraphs, or beyond the last: the nearest paragraph before it has it.
    if (at === rows.length || (paragraphs[at].start16 > finding.start16 && paragraphs[at].start16 >= finding.end16)) {
      at = Math.max(0, at - 1);
    }
    rows[at].push(finding);
    for (let next = at + 1; next < rows.length && paragraphs[next].start16 < finding.end16; next += 1) {
      rows[next].push(finding);
    }
  }
  return rows;
}

/** The first paragraph that ends at or behind `offset`. */
export function firstEndingAt(paragraphs, offset) {
  let [low, high] = [0, paragraphs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (paragraphs[middle].end16 < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether two fixes touch the same text; then only one of them can be made. */
export function clash(one, other) {
  return one.some((a) =>
    other.some((b) => (a.start === b.start && a.end === b.end) || (a.start < b.end && b.start < a.end)),
  );
}
