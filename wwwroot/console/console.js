// What the console's circuit cannot do by itself: know that somebody is at the keyboard, move the focus in the grid, keep named
// filters, and leave by a form post.

/** Tells the layout that the operator is there, at most once in so many milliseconds. */
export function watch(layout, pace) {
  let told = 0;
  const tell = () => {
    if (Date.now() - told < pace) return;
    told = Date.now();
    layout.invokeMethodAsync("SeenAsync").catch(() => {});
  };
  for (const sign of ["pointerdown", "keydown", "wheel"]) addEventListener(sign, tell, { passive: true });
  return { dispose: () => ["pointerdown", "keydown", "wheel"].forEach(sign => removeEventListener(sign, tell)) };
}

/** The filters this operator has named, as this browser keeps them; null when it has none or keeps nothing. */
export function filters(operator) {
  try { return localStorage.getItem(`authdemo.filters.${operator}`); } catch { return null; }
}

export function keepFilters(operator, json) {
  try { localStorage.setItem(`authdemo.filters.${operator}`, json); } catch { /* A browser that keeps nothing has them until the page is left. */ }
}

export function submit(form) {
  form.requestSubmit();
}

/**
 * Arrow keys, Home, End and Enter in a grid of rows; Escape leaves it, / goes to the search above it and ArrowDown comes back. Also tells
 * whether the grid may move: not while the pointer or the focus is in it, nor while it is scrolled.
 */
export function grid(scroller, component) {
  const search = scroller.closest("section")?.querySelector("[role=search] input");
  const rows = () => [...scroller.querySelectorAll("tbody tr[data-id]")];
  const go = row => row?.focus({ preventScroll: false });
  const keys = event => {
    const row = event.target.closest("tr[data-id]");
    if (!row || event.target !== row) return;
    const all = rows();
    const at = all.indexOf(row);
    const page = Math.max(1, Math.floor(scroller.clientHeight / row.offsetHeight) - 2);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page }[event.key];
    if (event.key === "Enter") row.querySelector("a")?.click();
    else if (event.key === "Escape") row.blur();
    else if (event.key === "Home") { scroller.scrollTop = 0; requestAnimationFrame(() => go(rows()[0])); }
    else if (event.key === "End") { scroller.scrollTop = scroller.scrollHeight; setTimeout(() => go(rows().at(-1)), 150); }
    else if (to !== undefined) go(all[Math.min(Math.max(to, 0), all.length - 1)]);
    else return;
    event.preventDefault();
  };
  const shortcuts = event => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) search?.focus();
    else if (event.target === search && event.key === "ArrowDown") go(rows()[0]);
    else if (event.target === search && event.key === "Escape") search.blur();
    else return;
    event.preventDefault();
  };
  let quiet = null;
  const settle = () => {
    const now = !scroller.matches(":hover") && !scroller.contains(document.activeElement) && scroller.scrollTop < 4;
    if (now !== quiet) component.invokeMethodAsync("QuietAsync", quiet = now).catch(() => {});
  };
  const signs = ["pointerenter", "pointerleave", "focusin", "focusout", "scroll"];
  const later = () => setTimeout(settle, 0);
  scroller.addEventListener("keydown", keys);
  document.addEventListener("keydown", shortcuts);
  for (const sign of signs) scroller.addEventListener(sign, later, { passive: true });
  settle();
  return {
    dispose() {
      scroller.removeEventListener("keydown", keys);
      document.removeEventListener("keydown", shortcuts);
      for (const sign of signs) scroller.removeEventListener(sign, later);
    },
  };
}

export function top(scroller) {
  scroller.scrollTop = 0;
}
