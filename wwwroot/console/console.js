// What the console's circuit cannot do by itself: know that somebody is at the keyboard, move the focus in the grid, keep named
// filters, leave by a form post, and lead back to this very page: the circuit learns of a new address a message later than the browser.

addEventListener("submit", event => {
  const back = event.target.elements.returnUrl;
  if (back) back.value = location.pathname + location.search;
}, true);

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
 * Arrow keys, PageUp, PageDown, Home, End and Enter in a grid of rows; Escape leaves it, / goes to the search above it and ArrowDown comes
 * back. One row is a stop of the Tab key, the one that had the focus last. Only the rows in sight exist: on the way to one that does not,
 * the focus waits in the grid until the circuit has drawn it. Also tells whether the grid may move: not while the pointer or the focus is
 * in it, nor while it is scrolled.
 */
export function grid(scroller, component) {
  const search = scroller.closest("section")?.querySelector("[role=search] input");
  const table = scroller.querySelector("table");
  const body = table.tBodies[0];
  const rows = () => [...body.querySelectorAll("tr[data-id]")];
  const first = 2; // The header is row 1.
  const last = () => Number(table.getAttribute("aria-rowcount"));
  const placeOf = row => Number(row.getAttribute("aria-rowindex"));
  let wanted = null;
  const rove = stop => rows().forEach(row => row.tabIndex = row === stop ? 0 : -1);
  const arrive = () => {
    if (wanted === null) return;
    const row = rows().find(row => placeOf(row) === Math.min(wanted, last()));
    if (!row) return;
    wanted = null;
    row.focus();
  };
  const reach = place => {
    if (last() < first) return;
    wanted = Math.min(Math.max(place, first), last());
    arrive();
    if (wanted === null) return;
    scroller.focus({ preventScroll: true });
    scroller.scrollTop = (wanted - first) * (rows()[0]?.offsetHeight || 40) - scroller.clientHeight / 2;
  };
  const tend = () => {
    arrive();
    const all = rows();
    if (!all.some(row => row.tabIndex === 0)) rove(all.find(row => row.offsetTop >= scroller.scrollTop) ?? all[0]);
  };
  const drawn = new MutationObserver(tend);
  const keys = event => {
    const row = event.target.closest("tr[data-id]");
    const here = wanted ?? (event.target === row ? placeOf(row) : null);
    if (here === null) return;
    const page = Math.max(1, Math.floor(scroller.clientHeight / (rows()[0]?.offsetHeight || 40)) - 2);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, PageDown: here + page, PageUp: here - page, Home: first, End: last() }[event.key];
    if (to !== undefined) reach(to);
    else if (event.key === "Enter") row?.querySelector("a")?.click();
    else if (event.key === "Escape") { leave(); document.activeElement.blur(); }
    else return;
    event.preventDefault();
  };
  const shortcuts = event => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) search?.focus();
    else if (event.target === search && event.key === "ArrowDown") reach(first);
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
  const entered = event => {
    const row = event.target.closest("tr[data-id]");
    if (row) rove(row);
  };
  const leave = () => wanted = null; // Whoever scrolls or points meanwhile is not brought back.
  drawn.observe(body, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-rowindex"] });
  scroller.addEventListener("keydown", keys);
  scroller.addEventListener("focusin", entered);
  for (const sign of ["wheel", "pointerdown"]) scroller.addEventListener(sign, leave, { passive: true });
  document.addEventListener("keydown", shortcuts);
  for (const sign of signs) scroller.addEventListener(sign, later, { passive: true });
  tend();
  settle();
  return {
    dispose() {
      drawn.disconnect();
      scroller.removeEventListener("keydown", keys);
      scroller.removeEventListener("focusin", entered);
      for (const sign of ["wheel", "pointerdown"]) scroller.removeEventListener(sign, leave);
      document.removeEventListener("keydown", shortcuts);
      for (const sign of signs) scroller.removeEventListener(sign, later);
    },
  };
}

export function top(scroller) {
  scroller.scrollTop = 0;
}
