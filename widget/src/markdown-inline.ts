import { safeUrl } from "./safe-url.ts";

const deepest = 6;
const link = /!?\[((?:\\[!-/:-@[-`{-~]|[^[\]\n\\]|\\){0,500}?)\]\(\s*<?([^\s<>()]{1,2000}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,500})?)>?(?:\s+["'][^"'\n]{0,200}["'])?\s*\)/y;
const bare = /<?(https?:\/\/(?:\\[!-/:-@[-`{-~]|[^\s<>"'`\\]){1,2000})>?/iy;
const afterAddress = /(?:\\?[.,;:!?…»)\]*_~`<>"'|])+$/;
/** What a backslash takes its meaning from: all of ASCII's signs, as in CommonMark. */
export const escaped = /\\([!-/:-@[-`{-~])/;
const word = /[\p{L}\p{N}]/u;
const sign = /[\p{P}\p{S}]/u;
const marks = [
  { mark: "**", tag: "strong" },
  { mark: "__", tag: "strong" },
  { mark: "~~", tag: "del" },
  { mark: "*", tag: "em" },
  { mark: "_", tag: "em" },
] as const;

/** Builds the nodes of one run of text: emphasis, code, links. Whatever is not Markdown stays text, HTML included. */
export function inline(text: string, depth = 0, links = true): Node[] {
  return new InlineReader(text, depth, links).read();
}

/** A link that opens beside the page, or its words alone when the address may not be opened. */
export function anchor(address: string, content: readonly Node[]): Node[] {
  const url = safeUrl(address);
  if (url === undefined) return [...content];
  const element = document.createElement("a");
  element.href = url;
  element.rel = "noopener nofollow";
  if (url.startsWith("http")) element.target = "_blank";
  element.append(...content);
  return [element];
}

/** Reads from left to right; nothing is looked at twice but what stands between two marks. */
class InlineReader {
  readonly #nodes: Node[] = [];
  /** Marks that are known not to be closed in what is left. */
  readonly #unclosed = new Set<string>();
  #words = "";
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly depth: number,
    private readonly links: boolean,
  ) {}

  read(): Node[] {
    while (this.#at < this.text.length)
      if (!(this.#escape() || this.#code() || this.#link() || this.#bareAddress() || this.#emphasis())) {
        const char = this.text.charAt(this.#at);
        if (char === "\n") this.#push(document.createElement("br"));
        else this.#words += char;
        this.#at += 1;
      }
    this.#flush();
    return this.#nodes;
  }

  #escape(): boolean {
    if (!escaped.test(this.text.slice(this.#at, this.#at + 2))) return false;
    this.#words += this.text.charAt(this.#at + 1);
    this.#at += 2;
    return true;
  }

  #code(): boolean {
    if (this.text[this.#at] !== "`" || this.#unclosed.has("`")) return false;
    const end = this.text.indexOf("`", this.#at + 1);
    if (end <= this.#at + 1) {
      if (end === -1) this.#unclosed.add("`");
      return false;
    }
    const code = document.createElement("code");
    code.textContent = this.text.slice(this.#at + 1, end);
    this.#push(code);
    this.#at = end + 1;
    return true;
  }

  #link(): boolean {
    const char = this.text[this.#at];
    if (!this.links) return false;
    if (char !== "[" && !(char === "!" && this.text[this.#at + 1] === "[")) return false;
    link.lastIndex = this.#at;
    const found = link.exec(this.text);
    if (found === null) return false;
    const [all, label = "", address = ""] = found;
    // Pictures are not fetched from what is written; their description stands for them.
    this.#push(...(char === "!" ? [document.createTextNode(label)] : anchor(address, inline(label, this.depth + 1, false))));
    this.#at += all.length;
    return true;
  }

  #bareAddress(): boolean {
    if (!this.links || !/[<h]/i.test(this.text.charAt(this.#at)) || word.test(this.text[this.#at - 1] ?? "")) return false;
    bare.lastIndex = this.#at;
    const found = bare.exec(this.text);
    if (found === null) return false;
    const [all, address = ""] = found;
    const bracketed = all.startsWith("<") && all.endsWith(">");
    const raw = bracketed ? address : address.replace(afterAddress, "");
    const shown = raw.replace(new RegExp(escaped, "g"), "$1");
    // A bracket that does not close again is a bracket.
    if (!bracketed && all.startsWith("<")) this.#words += "<";
    this.#push(...anchor(shown, [document.createTextNode(shown)]));
    this.#at += bracketed ? all.length : all.indexOf(address) + raw.length;
    return true;
  }

  #emphasis(): boolean {
    if (this.depth >= deepest) return false;
    for (const { mark, tag } of marks) {
      if (!this.text.startsWith(mark, this.#at) || this.#unclosed.has(mark)) continue;
      const start = this.#at + mark.length;
      if (!this.#opens(this.#at, start)) continue;
      const end = this.#closing(mark, start);
      if (end === undefined) continue;
      const element = document.createElement(tag);
      element.append(...inline(this.text.slice(start, end), this.depth + 1, this.links));
      this.#push(element);
      this.#at = end + mark.length;
      return true;
    }
    return false;
  }

  #closing(mark: string, start: number): number | undefined {
    for (let end = this.text.indexOf(mark, start + 1); end !== -1; end = this.text.indexOf(mark, end + 1)) {
      // Of `***` the outer two close what the outer two opened.
      while (mark.length === 2 && this.text[end + 2] === mark[0]) end += 1;
      const inDouble = mark.length === 1 && (this.text[end + 1] === mark || this.text[end - 1] === mark);
      if (!inDouble && !this.#isEscaped(end) && this.#closes(end, end + mark.length)) return end;
    }
    this.#unclosed.add(mark);
    return undefined;
  }

  /** Whether marks from `at` to `end` can open: before a word, and not within one. 2*3*4 and snake_case stay as they are. */
  #opens(at: number, end: number): boolean {
    const [before, after] = [this.text[at - 1] ?? " ", this.text[end] ?? " "];
    return !/\s/.test(after) && !word.test(before) && (!sign.test(after) || /\s/.test(before) || sign.test(before));
  }

  /** The same for the marks that close. */
  #closes(at: number, end: number): boolean {
    const [before, after] = [this.text[at - 1] ?? " ", this.text[end] ?? " "];
    return !/\s/.test(before) && !word.test(after) && (!sign.test(before) || /\s/.test(after) || sign.test(after));
  }

  #isEscaped(at: number): boolean {
    let slashes = 0;
    while (this.text[at - 1 - slashes] === "\\") slashes += 1;
    return slashes % 2 === 1;
  }

  #push(...nodes: Node[]): void {
    this.#flush();
    this.#nodes.push(...nodes);
  }

  #flush(): void {
    if (this.#words !== "") this.#nodes.push(document.createTextNode(this.#words));
    this.#words = "";
  }
}
