import { css } from "lit";

/** Transcript and messages. */
export const messages = css`
  .transcript {
    position: relative;
    flex: 1;
    min-block-size: 0;
    background: var(--surface);
  }
  .scroller {
    /* Words for screen readers scroll along with their message instead of making the panel taller. */
    position: relative;
    block-size: 100%;
    overflow-y: auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
  }
  .log {
    display: flex;
    flex-direction: column;
    padding: 16px 16px 12px;
  }
  .earlier {
    display: block;
    min-block-size: 44px;
    margin: 8px auto 0;
    padding-inline: 16px;
    border-radius: 22px;
    color: var(--accent-ink);
    font-size: 0.9em;
    font-weight: 600;
  }
  .earlier:hover {
    background: var(--accent-wash);
  }
  .day {
    margin-block: 14px 10px;
    text-align: center;
    font-size: 0.8em;
    color: var(--ink-soft);
  }
  .system {
    align-self: center;
    max-inline-size: 85%;
    margin-block: 10px;
    padding: 4px 12px;
    border-radius: 12px;
    background: var(--surface-sunken);
    color: var(--ink-soft);
    font-size: 0.87em;
    text-align: center;
  }

  .message {
    display: flex;
    align-items: flex-end;
    gap: 8px;
    max-inline-size: 100%;
    margin-block-start: 3px;
    border-radius: 14px;
    animation: arrive 0.25s cubic-bezier(0.2, 0.9, 0.3, 1);
  }
  .message.first {
    margin-block-start: 14px;
  }
  .message.mine {
    justify-content: flex-end;
  }
  .stack {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    min-inline-size: 0;
    max-inline-size: calc(100% - 40px);
  }
  .mine .stack {
    align-items: flex-end;
    max-inline-size: 84%;
  }
  .avatar {
    display: grid;
    place-items: center;
    flex: none;
    align-self: flex-start;
    inline-size: 28px;
    block-size: 28px;
    margin-block-start: 5px;
    border-radius: 50%;
    background: var(--accent-wash);
    color: var(--accent-ink);
    font-size: 12px;
    font-weight: 700;
    visibility: hidden;
  }
  .message.first .avatar {
    visibility: visible;
  }
  .bubble {
    max-inline-size: 100%;
    padding: 9px 14px;
    border-radius: 18px;
    background: var(--bubble);
    overflow-wrap: anywhere;
  }
  .agent.first .bubble {
    border-start-start-radius: 6px;
  }
  .mine .bubble {
    background: var(--accent);
    color: var(--on-accent);
  }
  .mine.last .bubble {
    border-end-end-radius: 6px;
  }
  .words {
    white-space: pre-wrap;
  }
  .mine.failed .bubble {
    background: transparent;
    color: inherit;
    box-shadow: inset 0 0 0 1.5px var(--bad);
  }
  .meta {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px 6px;
    margin: 4px 4px 0;
    font-size: 0.78em;
    color: var(--ink-soft);
  }
  .mine .meta {
    justify-content: flex-end;
  }
  .meta.problem {
    color: var(--bad);
    font-size: 0.87em;
  }
  .meta .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .small {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-block-size: 44px;
    padding-inline: 12px;
    border-radius: 12px;
    color: var(--accent-ink);
    font-weight: 600;
  }
  .small:hover {
    background: var(--accent-wash);
  }

  .bubble > * + * {
    margin-block-start: 0.6em;
  }
  .bubble a {
    color: var(--accent-ink);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .bubble .heading {
    font-weight: 700;
  }
  .bubble ul,
  .bubble ol {
    padding-inline-start: 1.3em;
  }
  .bubble li + li {
    margin-block-start: 0.25em;
  }
  .bubble blockquote {
    padding-inline-start: 0.8em;
    border-inline-start: 3px solid var(--line-strong);
    color: var(--ink-soft);
  }
  .bubble code {
    padding: 0.1em 0.35em;
    border-radius: 5px;
    background: color-mix(in srgb, var(--ink) 8%, transparent);
    font: 0.9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  }
  .bubble pre {
    padding: 10px 12px;
    border-radius: 10px;
    overflow-x: auto;
    background: color-mix(in srgb, var(--ink) 8%, transparent);
  }
  .bubble pre code {
    padding: 0;
    background: none;
    white-space: pre;
    overflow-wrap: normal;
  }
  .bubble hr {
    block-size: 1px;
    border: 0;
    background: var(--line-strong);
  }
  .bubble .table {
    overflow-x: auto;
    margin-inline: -4px;
  }
  .bubble table {
    border-collapse: collapse;
    font-size: 0.94em;
  }
  .bubble th,
  .bubble td {
    padding: 5px 10px 5px 4px;
    border-block-end: 1px solid var(--line-strong);
    text-align: start;
    vertical-align: top;
    overflow-wrap: normal;
  }
  .bubble tr:last-child td {
    border: 0;
  }
  .growing > :last-child::after {
    content: "";
    display: inline-block;
    inline-size: 7px;
    block-size: 1.05em;
    margin-inline-start: 3px;
    border-radius: 2px;
    background: var(--accent-ink);
    vertical-align: -0.16em;
    animation: blink 1s steps(2, jump-none) infinite;
  }
  .typing {
    display: flex;
    gap: 5px;
    padding: 15px 16px;
    margin-inline-start: 36px;
  }
  .typing i {
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--ink-soft);
    animation: bounce 1.3s infinite ease-in-out;
  }
  .typing i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .typing i:nth-child(3) {
    animation-delay: 0.3s;
  }

  .unseen {
    position: absolute;
    inset-block-end: 12px;
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 44px;
    padding-inline: 14px 18px;
    border-radius: 22px;
    background: var(--ink);
    color: var(--surface);
    font-size: 0.9em;
    font-weight: 600;
    box-shadow: 0 4px 16px rgb(0 0 0 / 25%);
    animation: arrive 0.2s ease-out;
  }
  .unseen .icon {
    inline-size: 18px;
    block-size: 18px;
  }

  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  @keyframes blink {
    from {
      opacity: 1;
    }
    to {
      opacity: 0.15;
    }
  }
  @keyframes bounce {
    0%,
    60%,
    100% {
      transform: none;
      opacity: 0.45;
    }
    30% {
      transform: translateY(-5px);
      opacity: 1;
    }
  }
  @media (forced-colors: active) {
    .bubble,
    .unseen,
    .card {
      border: 1px solid CanvasText;
    }
    .typing i,
    .growing > :last-child::after {
      background: CanvasText;
    }
  }
`;
