// The framework tells #components-reconnect-modal how the lost connection fares, by class and by this event. The page rebuilds
// itself from the session's id, so a circuit that is gone for good costs no more than a reload.
const notice = document.getElementById("components-reconnect-modal");

async function retry() {
  document.removeEventListener("visibilitychange", retryWhenSeen);
  window.removeEventListener("online", retry);
  try {
    // false: the server is there, our circuit is not.
    if (!await Blazor.reconnect() && !(Blazor.resumeCircuit && await Blazor.resumeCircuit())) location.reload();
  } catch {
    waitForBetterTimes(); // the server is not there
  }
}

function retryWhenSeen() {
  if (document.visibilityState === "visible") retry();
}

function waitForBetterTimes() {
  document.addEventListener("visibilitychange", retryWhenSeen);
  window.addEventListener("online", retry);
}

notice.addEventListener("components-reconnect-state-changed", event => {
  switch (event.detail.state) {
    case "failed": waitForBetterTimes(); break;
    case "rejected":
    case "resume-failed": location.reload(); break;
  }
});
notice.querySelector("[data-reconnect]").addEventListener("click", retry);

// The page as it is now, not as it came: filters have changed its address since.
document.querySelector("#blazor-error-ui a").addEventListener("click", event => {
  event.preventDefault();
  location.reload();
});
