/* Shows a note when its carrier brings one. It says what stands in it: the neutral words and a code, no more. */
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  let told = {};
  try { told = event.data.json(); } catch (fault) { /* opened with another key: a note must be shown all the same */ }
  event.waitUntil(self.registration.showNotification(told.title || "…", { body: told.body || "", tag: "note" }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/"));
});
