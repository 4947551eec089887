// The framework's script takes a link to a part of this page for a wish to scroll. Whoever skips the menu wants the focus there, and
// the address left as it is.
addEventListener("click", event => {
  const skip = event.target.closest?.("a.skip");
  if (!skip) return;
  event.preventDefault();
  document.querySelector(skip.hash).focus();
}, true);
