import { svg, type SVGTemplateResult, type TemplateResult, html } from "lit";

const icon = (paths: SVGTemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`;

export const chatIcon = icon(
  svg`<path d="M12 3.5c5 0 9 3.5 9 7.9s-4 7.9-9 7.9c-1 0-2-.2-2.9-.4L4.6 20.700c-.4.2-.9-.2-.8-.7l.7-3.300C4 15.3 3 13.5 3 11.400c0-4.4 4-7.9 9-7.900Z" fill="currentColor" stroke="none"></path><path d="M8.2 11.400h.01M12 11.400h.01M15.8 11.400h.01" stroke="var(--accent)" stroke-width="2.2"></path>`,
);
export const closeIcon = icon(svg`<path d="M6 6l12 12M18 6L6 18"></path>`);
export const downIcon = icon(svg`<path d="M6 9.500l6 6 6-6"></path>`);
export const sendIcon = icon(svg`<path d="M12 19V5.500M6 11l6-6 6 6"></path>`);
export const stopIcon = icon(svg`<rect x="7" y="7" width="10" height="10" rx="2" fill="currentColor" stroke="none"></rect>`);
export const arrowIcon = icon(svg`<path d="M12 5v14M6 13l6 6 6-6"></path>`);
export const outIcon = icon(svg`<path d="M9 6h9v9M18 6L6 18"></path>`);
export const checkIcon = icon(svg`<path d="M5 12.500l4.5 4.500L19 7.5"></path>`);
export const retryIcon = icon(svg`<path d="M20 11.500a8 8 0 1 0-2.3 6M20 5v6.500h-6.5"></path>`);
export const alertIcon = icon(svg`<path d="M12 8v5M12 16.500h.01"></path><circle cx="12" cy="12" r="9"></circle>`);
