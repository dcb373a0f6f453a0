// A page that opens without a network. The view that serves this file writes SHELL (addresses) and VERSION (of
// all their contents) above it: a changed page is a changed worker, so page and scripts are always of one make.

const PREFIX = VERSION.split(":")[0] + ":";

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forget().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  // From the disk first: a network that hangs is worse than none.
  if (SHELL.includes(address.pathname)) event.respondWith(kept(event.request, address.pathname));
});

async function fill() {
  const cache = await caches.open(VERSION);
  await Promise.all(SHELL.map(async (address) => {
    const found = await fetch(address, {cache: "reload", credentials: "omit"});
    if (!found.ok) throw new Error(address + " " + found.status);
    await cache.put(address, found);
  }));
}

async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== VERSION)
    .map((name) => caches.delete(name)));
}

async function kept(request, path) {
  const cache = await caches.open(VERSION);
  return (await cache.match(path, {ignoreVary: true})) || fetch(request);
}
