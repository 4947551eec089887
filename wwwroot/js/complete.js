// Posts the form with the ticket once the circuit has put it there. The same form has a button for when this does not happen.
// A session signs in once, so of several tabs one posts. The others wait until that one has left its page, which it does when the
// answer and its cookie are there, and then go where signed-in people go.
export function submit(form) {
  const lock = "authdemo-complete";
  navigator.locks.request(lock, { ifAvailable: true }, mine => {
    if (!mine) {
      navigator.locks.request(lock, () => location.assign("/sign-in"));
      return;
    }
    form.requestSubmit();
    return new Promise(() => {}); // kept until the page is left
  });
}
