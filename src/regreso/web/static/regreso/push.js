/* Asks the browser for notes, when the family has chosen them and not before. */
"use strict";
(function () {
  const form = document.getElementById("push-form");
  const way = form && form.querySelector("input[name=way][value=push]");
  if (!way) { return; }
  const row = way.closest("label") || way.parentElement;
  const about = document.getElementById("push-about"), refused = document.getElementById("push-not");
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) {
    row.hidden = true;
    return;
  }
  about.hidden = false;

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/") + "=".repeat((4 - text.length % 4) % 4));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  }

  async function subscribed() {
    if (await Notification.requestPermission() !== "granted") { return ""; }
    const worker = await navigator.serviceWorker.register(form.dataset.worker);
    const ready = worker.active || await new Promise((done) => {
      const coming = worker.installing || worker.waiting;
      coming.addEventListener("statechange", () => { if (coming.state === "activated") { done(coming); } });
    });
    const asked = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key) };
    return ready ? JSON.stringify(await worker.pushManager.subscribe(asked)) : "";
  }

  /* Whoever chooses another way, or none, takes the browser's notes back here, too. */
  async function unsubscribed() {
    for (const worker of await navigator.serviceWorker.getRegistrations()) {
      if (!worker.active || !worker.active.scriptURL.endsWith("/push-sw.js")) { continue; }
      const kept = await worker.pushManager.getSubscription();
      if (kept) { await kept.unsubscribe(); }
      await worker.unregister();
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    refused.hidden = true;
    let told = "";
    try {
      if (way.checked) { told = await subscribed(); } else { await unsubscribed(); }
    } catch (fault) { form.dataset.fault = String(fault); }
    if (way.checked && !told) { refused.hidden = false; refused.scrollIntoView(); return; }
    form.elements.browser.value = told;
    form.submit();
  });
})();
