// Gives the terminal the keys, says why a session has ended, and begins a new one. The terminal itself is textual-serve's.
(function () {
  "use strict";
  var again = document.querySelector(".ended button");
  again.addEventListener("click", function () { window.location.reload(); });
  new MutationObserver(function (_, watch) {
    var keys = document.querySelector(".xterm-helper-textarea");
    if (keys && document.activeElement === document.body) { keys.focus(); }
    if (!document.body.classList.contains("-closed")) { return; }
    watch.disconnect();
    again.focus();
    fetch("/ended", { headers: { "X-Requested-With": "trainer" } })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (why) { document.querySelector(".ended .why").textContent = why; })
      .catch(function () { /* the server is gone: there is nothing more to say */ });
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
}());
