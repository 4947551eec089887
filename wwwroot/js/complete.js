// Posts the form with the ticket once the circuit has put it there. The same form has a button for when this does not happen.
export function submit(form) {
  form.requestSubmit();
}
