// Added by `conflictmap serve` to the pages that it sends, never to files on disk: loads the page
// anew when it has become another, and shows what could not be mapped. A classic script.
{
  const {seen = ""} = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const RED = "#b3261e"; // 5.2 to 1 or more on white and on black

  const element = (/** @type {string} */ name, /** @type {Partial<CSSStyleDeclaration>} */ style = {}) => {
    const node = document.createElement(name);
    Object.assign(node.style, style);
    return node;
  };

  const banner = element("section", {
    position: "fixed", zIndex: "10000", insetInline: "0", bottom: "0", maxHeight: "40vh", overflow: "auto",
    boxSizing: "border-box", padding: "8px 16px 12px", borderTop: `4px solid ${RED}`,
    background: "Canvas", color: "CanvasText", font: "14px/1.45 system-ui, sans-serif", overflowWrap: "anywhere",
  });
  banner.id = "conflictmap-problems";
  banner.lang = "en";
  banner.dir = "ltr";
  banner.tabIndex = 0; // it scrolls
  banner.hidden = true;
  banner.setAttribute("role", "alert");
  document.body.append(banner);

  const show = (/** @type {{title: string, lines: string[]}} */ {title, lines}) => {
    const heading = element("strong");
    const list = element("ul", {margin: "4px 0 0", paddingInlineStart: "20px"});
    const close = element("button", {float: "inline-end", minHeight: "24px", marginInlineStart: "16px"});
    heading.textContent = title;
    close.textContent = "Close";
    close.onclick = () => (banner.hidden = true);
    for (const line of lines) {
      const item = element("li", {whiteSpace: "pre-wrap", unicodeBidi: "plaintext"});
      item.textContent = line;
      list.append(item);
    }
    banner.replaceChildren(close, heading, list);
    banner.hidden = !lines.length;
  };

  /** @type {EventSource | null} */
  let source = null;
  const listen = () => {
    source?.close();
    source = null;
    if (document.hidden) return; // browsers keep few connections open to one server
    source = new EventSource(`/.live?${new URLSearchParams({page: location.pathname, seen})}`);
    source.addEventListener("reload", () => location.reload());
    source.addEventListener("problems", (event) => show(JSON.parse(event.data)));
  };
  document.addEventListener("visibilitychange", listen);
  listen();
}
