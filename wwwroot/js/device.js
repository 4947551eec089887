// What a form that starts a session needs of the browser.
for (const field of document.querySelectorAll("input[name=touch]")) {
  // iPadOS says it is a Mac; only the number of touch points tells. The server decides what follows from it.
  field.value = navigator.maxTouchPoints ?? 0;

  // A second press before the first is answered would come without the cookie that the answer brings, as if from another browser,
  // and so start a second order.
  let isSent = false;
  field.form.addEventListener("submit", event => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  addEventListener("pageshow", () => { isSent = false; });
}
