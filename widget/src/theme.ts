import { unsafeCSS } from "lit";

/** The colours of a light page. `--gateway-chat-accent` is the shop's; all else is worked out from it or neutral. */
const light = `
  color-scheme: light;
  --surface: #ffffff;
  --surface-sunken: #f6f7f9;
  --bubble: #eef0f4;
  --ink: #16191f;
  --ink-soft: #5a6270;
  --line: #e2e5ea;
  --line-strong: #8a919e;
  --accent-ink: var(--accent);
  --accent-wash: #eef0fb;
  --warn: #7a4b00;
  --warn-wash: #fff4dc;
  --bad: #b3261e;
  --good: #1d8a4e;
  --shadow: 0 1px 2px rgb(16 20 30 / 6%), 0 12px 48px rgb(16 20 30 / 18%);
`;

const dark = `
  color-scheme: dark;
  --surface: #16181d;
  --surface-sunken: #1c1f26;
  --bubble: #272b34;
  --ink: #f0f2f6;
  --ink-soft: #a6adba;
  --line: #30353f;
  --line-strong: #767e8c;
  --accent-ink: #b9c2ff;
  --accent-wash: #23273a;
  --warn: #ffd58a;
  --warn-wash: #33290f;
  --bad: #ff9a92;
  --good: #58c98a;
  --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 12px 48px rgb(0 0 0 / 55%);
`;

/** What follows from the shop's own colour, where the browser can work it out: words on it, and a shade of it that can be read. */
const derivedLight = `
  --accent-ink: oklch(from var(--accent) min(l, 0.5) c h);
  --accent-wash: oklch(from var(--accent) 0.965 min(c, 0.022) h);
`;
const derivedDark = `
  --accent-ink: oklch(from var(--accent) max(l, 0.8) min(c, 0.12) h);
  --accent-wash: oklch(from var(--accent) 0.29 min(c, 0.05) h);
`;

/**
 * Colours and measures. The properties that start with `--gateway-chat-` are the page's to set. One text, because Lit puts pieces
 * together with `Array.prototype.reduce`, which Prototype.js replaces by something else.
 */
export const theme = unsafeCSS(`
  :host {
    --accent: var(--gateway-chat-accent, #4353d9);
    --on-accent: var(--gateway-chat-on-accent, #ffffff);
    --radius: var(--gateway-chat-radius, 20px);
    --gap: var(--gateway-chat-offset, 20px);
    ${light}
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      ${dark}
    }
  }
  :host([theme="dark"]) {
    ${dark}
  }
  @supports (color: oklch(from red l c h)) {
    :host {
      /* White on dark colours, near-black on light ones: the words on the shop's colour can always be read. */
      --on-accent: var(--gateway-chat-on-accent, oklch(from var(--accent) clamp(0.16, (0.68 - l) * 1000, 1) 0 h));
      ${derivedLight}
    }
    @media (prefers-color-scheme: dark) {
      :host(:not([theme="light"])) {
        ${derivedDark}
      }
    }
    :host([theme="dark"]) {
      ${derivedDark}
    }
  }
`);
