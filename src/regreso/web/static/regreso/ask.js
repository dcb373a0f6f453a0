// Keeps what she has written so far, so that a call, an empty battery or a lost connection costs nothing.
// Without this script the form works the same; it is then kept when it is sent, or when the language changes.
"use strict";
(() => {
  const form = document.getElementById("ask");
  const line = document.getElementById("kept");
  if (!form || !line || !window.fetch || !window.FormData) return;
  let waiting = 0;
  let dirty = false;
  let sent = false;
  const keep = async () => {
    if (!dirty || sent) return;
    dirty = false;
    try {
      const answer = await fetch(line.dataset.url, { method: "POST", body: new FormData(form), keepalive: true });
      if (!answer.ok) throw new Error(String(answer.status));
      line.textContent = line.dataset.kept;
      line.hidden = false;
    } catch {
      dirty = true; // the connection is gone: the next change, or coming back, tries again
    }
  };
  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 1500);
  });
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(waiting);
  });
  window.addEventListener("pageshow", () => { sent = false; });
  window.addEventListener("online", keep);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
})();
