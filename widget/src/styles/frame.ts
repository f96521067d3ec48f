import { css } from "lit";

/** Launcher, panel, header and notices. */
export const frame = css`
  :host {
    display: block;
    position: fixed;
    inset-block: auto calc(var(--gap) + env(safe-area-inset-bottom));
    inset-inline: auto calc(var(--gap) + env(safe-area-inset-right));
    /* What browsers give a popover, which it is where the page would move it. */
    inline-size: auto;
    block-size: auto;
    margin: 0;
    border: 0;
    padding: 0;
    overflow: visible;
    background: none;
    z-index: var(--gateway-chat-z-index, 2147483000);
    font-family: var(--gateway-chat-font, inherit);
    font-size: var(--gateway-chat-font-size, 15px);
    font-weight: 400;
    font-style: normal;
    line-height: 1.45;
    letter-spacing: normal;
    text-align: start;
    text-transform: none;
    color: var(--ink);
    -webkit-text-size-adjust: 100%;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  p,
  ul,
  ol,
  pre,
  blockquote {
    margin: 0;
  }
  button,
  input,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    margin: 0;
    border: 0;
    padding: 0;
    background: none;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  button[aria-disabled="true"] {
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--accent-ink);
    outline-offset: 2px;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .icon {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
  }

  .launcher {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 60px;
    block-size: 60px;
    border-radius: 50%;
    color: var(--on-accent);
    background: var(--accent);
    box-shadow: 0 2px 6px rgb(16 20 30 / 18%), 0 8px 24px rgb(16 20 30 / 22%);
    transition: transform 0.2s cubic-bezier(0.3, 1.4, 0.6, 1), box-shadow 0.2s;
  }
  .launcher:hover {
    transform: scale(1.06);
  }
  .launcher:active {
    transform: scale(0.96);
  }
  .launcher:focus-visible {
    outline-offset: 3px;
  }
  .launcher .icon {
    grid-area: 1 / 1;
    inline-size: 30px;
    block-size: 30px;
    transition: transform 0.25s, opacity 0.2s;
  }
  .launcher .icon:last-of-type {
    inline-size: 26px;
    block-size: 26px;
  }
  .launcher[aria-expanded="false"] .icon:last-of-type,
  .launcher[aria-expanded="true"] .icon:first-of-type {
    opacity: 0;
    transform: rotate(-45deg) scale(0.5);
  }
  .badge {
    position: absolute;
    inset-block-start: -3px;
    inset-inline-end: -3px;
    min-inline-size: 22px;
    block-size: 22px;
    padding-inline: 6px;
    border: 2px solid var(--surface);
    border-radius: 11px;
    background: #d3222a;
    color: #fff;
    font-size: 12px;
    font-weight: 700;
    line-height: 18px;
    text-align: center;
  }

  .panel {
    position: absolute;
    inset-block-end: 76px;
    /* The widget's languages go from left to right; on which side it stands is the page's direction. */
    inset-inline-end: 0;
    direction: ltr;
    display: flex;
    flex-direction: column;
    inline-size: min(400px, calc(100vw - 2 * var(--gap)));
    block-size: min(680px, calc(100vh - 2 * var(--gap) - 76px));
    block-size: min(680px, calc(100dvh - 2 * var(--gap) - 76px));
    overflow: hidden;
    /* What is merely hidden can still be scrolled by a focus that moves, header and all. */
    overflow: clip;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
    visibility: hidden;
    opacity: 0;
    transform: translateY(12px) scale(0.97);
    transform-origin: bottom right;
    transition: opacity 0.18s ease, transform 0.22s cubic-bezier(0.2, 0.9, 0.3, 1), visibility 0s 0.22s;
  }
  :host(:dir(rtl)) .panel {
    inset-inline: 0 auto;
    transform-origin: bottom left;
  }
  .panel.open {
    visibility: visible;
    opacity: 1;
    transform: none;
    transition-delay: 0s;
  }

  .header {
    display: flex;
    align-items: center;
    gap: 12px;
    flex: none;
    padding: 14px 10px 14px 18px;
    color: var(--on-accent);
    background: var(--accent);
    background-image: linear-gradient(135deg, rgb(255 255 255 / 10%), transparent 45%, rgb(0 0 0 / 9%));
  }
  .header .disc {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 42px;
    block-size: 42px;
    border-radius: 50%;
    background: color-mix(in srgb, var(--on-accent) 18%, transparent);
    font-size: 18px;
    font-weight: 700;
  }
  .header .titles {
    flex: 1;
    min-inline-size: 0;
  }
  .header h2 {
    margin: 0;
    overflow: hidden;
    font-size: 1.1em;
    font-weight: 650;
    line-height: 1.3;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .header .state {
    display: flex;
    align-items: center;
    gap: 7px;
    font-size: 0.87em;
    line-height: 1.35;
  }
  .header .state::before {
    content: "";
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: currentColor;
    opacity: 0.55;
  }
  .header .state.live::before {
    background: #22c55e;
    box-shadow: 0 0 0 1.5px color-mix(in srgb, var(--on-accent) 75%, transparent);
    opacity: 1;
  }
  .header .close {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 12px;
    transition: background 0.15s;
  }
  .header .close:hover {
    background: color-mix(in srgb, var(--on-accent) 16%, transparent);
  }
  .header .close:focus-visible {
    outline-color: var(--on-accent);
    outline-offset: -4px;
  }

  .notice {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px 10px;
    flex: none;
    padding: 8px 18px;
    border-block-end: 1px solid var(--line);
    background: var(--warn-wash);
    color: var(--warn);
    font-size: 0.9em;
  }
  .notice .icon {
    inline-size: 18px;
    block-size: 18px;
  }
  .notice p {
    flex: 1 1 180px;
    padding-block: 4px;
  }
  .notice button {
    min-block-size: 44px;
    padding-inline: 14px;
    border: 1px solid currentColor;
    border-radius: 12px;
    font-weight: 600;
  }
  .ended {
    flex: none;
    display: grid;
    gap: 10px;
    padding: 14px 18px calc(16px + env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--line);
    text-align: center;
    color: var(--ink-soft);
  }
  .ended button {
    min-block-size: 46px;
    border-radius: 14px;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }

  @media (max-width: 480px), (max-height: 480px) {
    .panel {
      position: fixed;
      inset: 0;
      inset-block-start: var(--viewport-top, 0px);
      inline-size: auto;
      block-size: 100vh;
      block-size: var(--viewport-height, 100dvh);
      border: 0;
      border-radius: 0;
      transform: translateY(24px);
    }
    .header {
      padding-block-start: calc(10px + env(safe-area-inset-top));
      padding-block-end: 10px;
    }
    :host([open]) .launcher {
      visibility: hidden;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }

  @media (forced-colors: active) {
    .launcher,
    .panel,
    .badge {
      border: 2px solid CanvasText;
    }
    .header,
    .notice {
      border-block-end: 1px solid CanvasText;
    }
    .header .state::before {
      background: CanvasText;
      forced-color-adjust: none;
    }
    :focus-visible {
      outline-color: Highlight;
    }
  }
`;
