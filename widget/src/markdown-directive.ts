import { noChange } from "lit";
import { directive, Directive, type ElementPart } from "lit/directive.js";
import { renderMarkdown } from "./markdown.ts";

/** Shows Markdown in the element it stands on. `growing`: more text will follow. */
export const markdown = directive(
  class extends Directive {
    #shown = "";

    render(..._shown: [text: string, growing?: boolean]): unknown {
      return noChange;
    }

    override update({ element }: ElementPart, [text, growing = false]: [string, boolean?]): unknown {
      const next = `${growing ? 1 : 0}${text}`;
      if (next !== this.#shown) renderMarkdown(element, text, growing);
      this.#shown = next;
      return noChange;
    }
  },
);
