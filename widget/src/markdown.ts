import { escaped, inline } from "./markdown-inline.ts";
import { listed } from "./page.ts";

const fence = /^ {0,3}(```+|~~~+)/;
const heading = /^ {0,3}#{1,6}\s+(.*)$/;
const rule = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const quote = /^ {0,3}> ?/;
const item = /^( *)(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;
const delimiterRow = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** What each element that was rendered into shows, block by block. */
const rendered = new WeakMap<Element, string[]>();

/**
 * Shows a safe subset of Markdown in an element: paragraphs, emphasis, lists, links, code, quotes, tables. It is built as nodes, so
 * that no text can become markup. Blocks that have not changed since the last time stay as they are.
 * @param growing more text will follow: what is only half there (a link, a table, emphasis) is shown as what it is about to become
 */
export function renderMarkdown(element: Element, text: string, growing = false): void {
  const sources = splitBlocks(growing ? completed(text) : text);
  const shown = rendered.get(element) ?? [];
  let same = 0;
  while (same < shown.length && shown[same] === sources[same]) same += 1;
  while (element.childNodes.length > same) element.lastChild?.remove();
  for (const source of sources.slice(same)) element.append(block(source, growing));
  rendered.set(element, sources);
}

/** The words alone, for those who listen: no marks, no addresses behind links. */
export function plainText(text: string): string {
  const blocks = splitBlocks(text).map((source) => {
    const node = block(source, false);
    for (const cell of listed(node.querySelectorAll("li, td, th, br"))) cell.after(document.createTextNode(" "));
    return node.textContent.replace(/\s+/g, " ").trim();
  });
  return blocks.filter((words) => words !== "").join(" ");
}

/** Cuts a text into its blocks; each can be rendered for itself. */
export function splitBlocks(text: string): string[] {
  const blocks: string[] = [];
  let current: string[] = [];
  let kind: Kind = "none";
  const finish = (): void => {
    while (current.at(-1)?.trim() === "") current.pop();
    if (current.length > 0) blocks.push(current.join("\n"));
    current = [];
    kind = "none";
  };
  let closing: string | undefined;
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    if (closing !== undefined) {
      current.push(line);
      if (line.trim().startsWith(closing)) {
        closing = undefined;
        finish();
      }
      continue;
    }
    const next = kindOf(line, kind);
    if (next !== kind || next === "single") finish();
    closing = fence.exec(line)?.[1];
    kind = next;
    if (next !== "none") current.push(line);
  }
  finish();
  return blocks;
}

type Kind = "none" | "single" | "fence" | "quote" | "list" | "table" | "words";

function kindOf(line: string, before: Kind): Kind {
  // A list goes on over an empty line when another item follows; trailing empty lines are dropped at its end.
  if (line.trim() === "") return before === "list" ? "list" : "none";
  if (fence.test(line)) return "fence";
  if (heading.test(line) || rule.test(line)) return "single";
  if (quote.test(line)) return "quote";
  if (item.test(line)) return "list";
  if (before === "list" && /^\s{2,}\S/.test(line)) return "list";
  if (line.trimStart().startsWith("|")) return "table";
  return before === "table" && line.includes("|") ? "table" : "words";
}

function block(source: string, growing: boolean): Element {
  const lines = source.split("\n");
  const first = lines[0] ?? "";
  if (fence.test(first)) return code(lines);
  if (rule.test(first)) return document.createElement("hr");
  const title = heading.exec(first);
  // A heading of a message is no heading of the page it stands on.
  if (title !== null) return withInline("p", title[1] ?? "", "heading");
  if (quote.test(first)) return quoted(lines);
  if (item.test(first)) return list(lines);
  if (first.trimStart().startsWith("|") && (growing || delimiterRow.test(lines[1] ?? ""))) return table(lines);
  return withInline("p", source.trim());
}

function withInline(tag: string, text: string, part?: string): HTMLElement {
  const element = document.createElement(tag);
  if (part !== undefined) element.className = part;
  element.append(...inline(text));
  return element;
}

function code(lines: readonly string[]): Element {
  const mark = fence.exec(lines[0] ?? "")?.[1] ?? "```";
  const closed = lines.length > 1 && (lines.at(-1)?.trim().startsWith(mark) ?? false);
  const pre = document.createElement("pre");
  const words = document.createElement("code");
  words.textContent = lines.slice(1, closed ? -1 : undefined).join("\n");
  pre.append(words);
  return pre;
}

function quoted(lines: readonly string[]): Element {
  const element = document.createElement("blockquote");
  element.append(withInline("p", lines.map((line) => line.replace(quote, "")).join("\n")));
  return element;
}

function list(lines: readonly string[]): Element {
  const root = newList(lines[0] ?? "");
  const open = [{ element: root, indent: item.exec(lines[0] ?? "")?.[1]?.length ?? 0 }];
  for (const line of lines) {
    const found = item.exec(line);
    let level = open.at(-1) ?? { element: root, indent: 0 };
    if (found === null) {
      if (line.trim() !== "") level.element.lastElementChild?.append(document.createElement("br"), ...inline(line.trim()));
      continue;
    }
    const indent = found[1]?.length ?? 0;
    while (open.length > 1 && indent < level.indent) {
      open.pop();
      level = open.at(-1) ?? level;
    }
    if (indent >= level.indent + 2 && open.length < 4 && level.element.lastElementChild !== null) {
      const nested = newList(line);
      level.element.lastElementChild.append(nested);
      level = { element: nested, indent };
      open.push(level);
    }
    level.element.append(withInline("li", found[4] ?? ""));
  }
  return root;
}

function newList(line: string): HTMLElement {
  const start = item.exec(line)?.[3];
  if (start === undefined) return document.createElement("ul");
  const ordered = document.createElement("ol");
  if (start !== "1") ordered.start = Number(start);
  return ordered;
}

function table(lines: readonly string[]): Element {
  const scroller = document.createElement("div");
  scroller.className = "table";
  const element = document.createElement("table");
  const head = element.createTHead().insertRow();
  for (const cell of cells(lines[0] ?? "")) {
    const header = withInline("th", cell);
    header.setAttribute("scope", "col");
    head.append(header);
  }
  const body = element.createTBody();
  const columns = head.cells.length;
  for (const line of lines.slice(delimiterRow.test(lines[1] ?? "") ? 2 : 1)) {
    const row = body.insertRow();
    for (const cell of cells(line).slice(0, columns)) row.append(withInline("td", cell));
  }
  scroller.append(element);
  return scroller;
}

function cells(line: string): string[] {
  const found: string[] = [];
  let cell = "";
  for (const piece of line.trim().replace(/^\|/, "").match(/\\.|[^\\|]+|[\\|]/g) ?? [])
    if (piece === "|") {
      found.push(cell.trim());
      cell = "";
    } else cell += piece;
  return cell.trim() === "" && found.length > 0 ? found : [...found, cell.trim()];
}

/** Closes at the end of a growing text what is still open there, so that half a mark is never seen. */
function completed(text: string): string {
  const lastBreak = text.lastIndexOf("\n\n");
  const head = text.slice(0, lastBreak + 1);
  if ((text.match(/^ {0,3}```/gm)?.length ?? 0) % 2 === 1) return text;
  // Half an escape is what it is about to become: nothing yet.
  const slashes = /\\+$/.exec(text)?.[0].length ?? 0;
  let tail = text
    .slice(lastBreak + 1, text.length - (slashes % 2))
    .replace(/(^|[^\\!])!?\[([^[\]\n]{0,500})(?:\](?:\([^()\s]{0,2000})?)?$/, "$1$2");
  for (const mark of ["`", "**"]) {
    if ((tail.replace(new RegExp(escaped, "g"), "").split(mark).length - 1) % 2 === 0) continue;
    tail = tail.endsWith(mark) ? tail.slice(0, -mark.length) : tail.trimEnd() + mark;
  }
  return head + tail.replace(/(^|\s)\*$/, "$1");
}
