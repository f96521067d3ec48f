import { html, nothing, type TemplateResult } from "lit";
import { checkIcon } from "./icons.ts";
import type { PartContext } from "./parts.ts";
import type { FormField, FormPart } from "./wire.ts";

const types: ReadonlySet<string> = new Set(["text", "tel", "email", "date"]);
const autocomplete: { [type: string]: string } = { tel: "tel", email: "email" };

/** A small form in a message. Its answers go out as one message, a line for each field. */
export function renderForm(part: FormPart, context: PartContext): TemplateResult | typeof nothing {
  const { words, answer } = context;
  if (answer !== undefined)
    return answer.payload === part.id ? html`<p class="form-done">${checkIcon} ${words.formSent}</p>` : nothing;
  return html`<form class="form" @submit=${(event: SubmitEvent) => submit(event, part, context)}>
    ${part.fields.map((field) => fieldRow(field, words.required))}
    <button type="submit" class="action">${part.submitTitle}</button>
  </form>`;
}

function fieldRow({ name, label, type, required }: FormField, requiredWord: string): TemplateResult {
  return html`<label>
    <span>${label}${required ? html`<span aria-hidden="true"> *</span><span class="hidden">, ${requiredWord}</span>` : nothing}</span>
    <input
      name=${name}
      type=${types.has(type) ? type : "text"}
      dir="auto"
      ?required=${required}
      autocomplete=${autocomplete[type] ?? "on"}
      maxlength="500"
    />
  </label>`;
}

function submit(event: SubmitEvent, part: FormPart, { choose }: PartContext): void {
  event.preventDefault();
  const values = new FormData(event.target as HTMLFormElement);
  const lines = part.fields.flatMap(({ name, label }) => {
    const value = values.get(name);
    return typeof value === "string" && value.trim() !== "" ? [`${label}: ${value.trim()}`] : [];
  });
  choose(lines.length > 0 ? lines.join("\n") : part.submitTitle, part.id);
}
