/** How a shop's page differs from a well-made one. */
export interface PageManners {
  /** A script that runs before the widget's. */
  before?: string;
  /** A script that runs when the widget's has run. */
  after?: string;
  /** Rules added to the style sheet. */
  css?: string;
  /** The content security policy in the place of the strict one; empty for none. */
  policy?: string;
  /** Without a doctype. */
  quirks?: boolean;
  dir?: "rtl";
}

/** A shop's page, plain but real enough to see how the widget stands on it. */
export function pageHtml(origin: string, lang: string, attributes: string, manners: PageManners = {}): string {
  const fr = lang === "fr";
  const goods = fr
    ? ["Mug Aurore", "Vase Brume", "Assiette Sable", "Carafe Rivage", "Bol Lichen", "Théière Nuit"]
    : ["Dawn mug", "Mist vase", "Sand plate", "Shore carafe", "Lichen bowl", "Night teapot"];
  return `${manners.quirks === true ? "" : "<!doctype html>"}
<html lang="${lang}" ${manners.dir === undefined ? "" : `dir="${manners.dir}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Maison Lune</title>
<link rel="stylesheet" href="/page.css">
${manners.before === undefined ? "" : '<script src="/before.js"></script>'}
<script ${manners.after === undefined ? "async" : ""} src="${origin}/widget/gateway-chat.js"></script>
${manners.after === undefined ? "" : '<script src="/after.js"></script>'}
</head>
<body>
<header><strong>Maison Lune</strong><nav><a href="#a">${fr ? "Boutique" : "Shop"}</a> <a href="#b">${fr ? "Contact" : "Contact"}</a></nav></header>
<main><h1>${fr ? "La table, simplement" : "The table, simply"}</h1>
<ul>${goods.map((name) => `<li><img src="${origin}/pictures/${encodeURIComponent(name)}" alt=""><b>${name}</b></li>`).join("")}</ul></main>
<gateway-chat site-key="demo-shop" ${attributes}></gateway-chat>
</body>
</html>`;
}

/** The shop's own style sheet, with rules that a careless widget would inherit. */
export const pageCss = `
body { margin: 0; font-family: system-ui, "Liberation Sans", sans-serif; color: #222; background: #faf8f5; }
button { background: lime; border: 5px solid red; text-transform: uppercase; }
p { color: red; }
header { display: flex; justify-content: space-between; padding: 20px 40px; background: #fff; border-bottom: 1px solid #eee; }
main { padding: 20px 40px; }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 20px; padding: 0; list-style: none; }
li img { width: 100%; border-radius: 8px; display: block; }
gateway-chat.shop { --gateway-chat-accent: #1f6f5c; }
gateway-chat.sun { --gateway-chat-accent: #f2b705; }
@media (prefers-color-scheme: dark) { body { background: #111; color: #ddd; } header { background: #181818; border-color: #222; } }
`;
