import { css } from "lit";

/** What is more than words: choices, cards, slots, links and forms. */
export const partStyles = css`
  .bubble + .choices,
  .bubble + .slots,
  .bubble + .card,
  .bubble + .cards,
  .bubble + .link,
  .bubble + .form,
  .bubble + .form-done,
  .cards + *,
  .slots + *,
  .choices + *,
  .stack > .card + *,
  .link + * {
    margin-block-start: 8px;
  }
  .choices,
  .slots {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .choice,
  .slot,
  .action,
  .link {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 7px;
    min-block-size: 44px;
    padding: 8px 16px;
    border: 1.5px solid var(--accent-ink);
    border-radius: 22px;
    color: var(--accent-ink);
    background: var(--surface);
    font-weight: 600;
    line-height: 1.25;
    text-align: center;
    text-decoration: none;
    transition: background 0.15s, color 0.15s;
  }
  .choice .icon,
  .slot .icon,
  .action .icon,
  .link .icon {
    inline-size: 17px;
    block-size: 17px;
  }
  .choice:hover,
  .slot:hover,
  .action:hover,
  .link:hover {
    background: var(--accent-wash);
  }
  .slots {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(128px, 1fr));
    inline-size: 100%;
  }
  .slot {
    border-radius: 12px;
    padding-inline: 10px;
  }
  button[aria-disabled="true"]:is(.choice, .slot, .action) {
    border-color: var(--line);
    background: var(--surface);
    color: var(--ink-soft);
    font-weight: 500;
  }
  button[aria-disabled="true"].chosen:is(.choice, .slot, .action) {
    border-color: var(--accent-ink);
    background: var(--accent-wash);
    color: var(--accent-ink);
    font-weight: 600;
  }

  .cards {
    display: flex;
    gap: 10px;
    inline-size: calc(100% + 16px);
    margin-inline-end: -16px;
    padding-inline-end: 16px;
    padding-block-end: 6px;
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scroll-snap-type: x proximity;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
  }
  .cards .card {
    flex: 0 0 224px;
    scroll-snap-align: start;
  }
  .card {
    display: flex;
    flex-direction: column;
    inline-size: min(100%, 280px);
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--surface);
  }
  .card img {
    inline-size: 100%;
    aspect-ratio: 16 / 10;
    object-fit: cover;
    background: var(--surface-sunken);
  }
  .card img[hidden] {
    display: none;
  }
  .card-body {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 3px;
    padding: 12px 14px 14px;
  }
  .card-title {
    font-weight: 650;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .card-text {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    line-clamp: 4;
    font-size: 0.92em;
    color: var(--ink-soft);
  }
  .price {
    margin-block-start: 2px;
    font-size: 1.1em;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }
  .actions {
    display: grid;
    gap: 8px;
    margin-block-start: auto;
    padding-block-start: 10px;
  }
  .action {
    border-radius: 12px;
  }
  .actions .action:first-child:not([aria-disabled="true"]),
  .form .action {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  .actions .action:first-child:not([aria-disabled="true"]):hover,
  .form .action:hover {
    filter: brightness(1.08);
  }
  .link {
    border-radius: 14px;
  }

  .form {
    display: grid;
    gap: 12px;
    inline-size: 100%;
    padding: 14px;
    border: 1px solid var(--line);
    border-radius: 16px;
  }
  .form label {
    display: grid;
    gap: 4px;
    font-size: 0.92em;
    font-weight: 600;
  }
  .form input {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 12px;
    border: 1px solid var(--line-strong);
    border-radius: 11px;
    background: var(--surface);
    font-size: max(16px, 1em);
    font-weight: 400;
  }
  .form input:focus-visible {
    outline-offset: -1px;
  }
  .form-done {
    display: flex;
    align-items: center;
    gap: 7px;
    color: var(--good);
    font-weight: 600;
  }

  .composer {
    flex: none;
    padding: 10px 12px calc(12px + env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--line);
    background: var(--surface);
  }
  .field {
    display: flex;
    align-items: flex-end;
    border: 1.5px solid var(--line-strong);
    border-radius: 24px;
    background: var(--surface);
    transition: border-color 0.15s, box-shadow 0.15s;
  }
  .field:focus-within {
    border-color: var(--accent-ink);
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--accent-ink) 22%, transparent);
  }
  .field.over {
    border-color: var(--bad);
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 44px;
    max-block-size: 148px;
    margin: 0;
    padding: 10px 4px 10px 18px;
    border: 0;
    background: none;
    font-size: max(16px, 1em);
    line-height: 24px;
    resize: none;
  }
  /* The field around it shows the focus. */
  textarea:focus-visible {
    outline: none;
  }
  textarea::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }
  .send {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    color: var(--on-accent);
  }
  .send::before {
    content: "";
    grid-area: 1 / 1;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 50%;
    background: var(--accent);
    transition: background 0.15s, transform 0.15s;
  }
  .send .icon {
    z-index: 1;
    grid-area: 1 / 1;
  }
  .send:active::before {
    transform: scale(0.92);
  }
  .send[aria-disabled="true"] {
    color: var(--ink-soft);
  }
  .send[aria-disabled="true"]::before {
    background: var(--bubble);
  }
  .send:focus-visible {
    border-radius: 50%;
    outline-offset: -2px;
  }
  .excess {
    padding: 6px 8px 0 18px;
    font-size: 0.87em;
    color: var(--bad);
  }
`;
