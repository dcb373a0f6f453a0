// An outbox in the browser: what a page writes is kept here, through lost networks and killed tabs, until the
// server has it. A page says how an entry is made and how entries are sent; the outbox sees to it that none is
// lost, none is made twice and each is sent until the server has answered for it.
//
//   const box = await openOutbox("board");
//   await box.put("key", (number) => ({id: "d1-" + number, body: {…}}));   // resolves when it is on the disk
//   await box.flush(async (entries) => [{id, state: "sent" | "refused", why: "code"}, …]);
//
// An entry is {number, key, id, body, state, why, made}; its state is "waiting", "sent" or "refused".

const ENTRIES = "entries", KEPT = "kept";
const BATCH = 100;

export async function openOutbox(name) {
  const database = await opened("regreso-" + name);
  return new Outbox(database, name);
}

function opened(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const entries = request.result.createObjectStore(ENTRIES, {keyPath: "number"});
      entries.createIndex("state", "state");
      entries.createIndex("key", "key");
      request.result.createObjectStore(KEPT);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

class Outbox {
  constructor(database, name) {
    this.database = database;
    this.name = name;
    this.flushing = null;
  }

  // Runs `work` in one transaction and resolves when all of it is on the disk, not only in memory.
  async within(mode, stores, work) {
    const transaction = this.database.transaction(stores, mode, {durability: "strict"});
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error || new Error("aborted"));
      transaction.onerror = () => reject(transaction.error);
    });
    done.catch(() => undefined);
    let result;
    try {
      result = await work(...stores.map((store) => transaction.objectStore(store)));
    } catch (error) {
      try { transaction.abort(); } catch (gone) { /* it had ended by itself */ }
      throw error;
    }
    await done;
    return result;
  }

  // Adds an entry, unless one with this key is there that the server did not refuse: then gives that one.
  // Looking and adding are one transaction, so two taps or two tabs make one entry. No key: always added.
  put(key, make) {
    return this.within("readwrite", [ENTRIES, KEPT], async (entries, kept) => {
      if (key) {
        const there = (await answer(entries.index("key").getAll(key))).find((one) => one.state !== "refused");
        if (there) return {entry: there, added: false};
      }
      // Later than any other and later than the clock, so that numbers rise even if the browser forgot all.
      const last = (await answer(kept.get("number"))) || 0;
      const number = Math.max(last + 1, Date.now());
      const entry = Object.assign({number, key: key || "", state: "waiting", why: "", made: Date.now()}, make(number));
      await answer(kept.put(number, "number"));
      await answer(entries.add(entry));
      return {entry, added: true};
    });
  }

  // The entry no longer holds: its key is free, so that the same can be written again.
  undo(number) {
    return this.within("readwrite", [ENTRIES], async (entries) => {
      const entry = await answer(entries.get(number));
      await answer(entries.put(Object.assign(entry, {key: "", undone: true})));
    });
  }

  // The newest entries, newest first.
  newest(most) {
    return this.within("readonly", [ENTRIES], (entries) => new Promise((resolve, reject) => {
      const found = [], request = entries.openCursor(null, "prev");
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor || found.length >= most) return resolve(found);
        found.push(cursor.value);
        cursor.continue();
      };
    }));
  }

  counts() {
    return this.within("readonly", [ENTRIES], async (entries) => {
      const index = entries.index("state");
      return {waiting: await answer(index.count("waiting")), refused: await answer(index.count("refused"))};
    });
  }

  waiting(most) {
    return this.within("readonly", [ENTRIES], (entries) => answer(entries.index("state").getAll("waiting", most)));
  }

  everything() {
    return this.within("readonly", [ENTRIES], (entries) => answer(entries.getAll()));
  }

  get(name) {
    return this.within("readonly", [KEPT], (kept) => answer(kept.get(name)));
  }

  set(name, value) {
    return this.within("readwrite", [KEPT], (kept) => answer(kept.put(value, name)));
  }

  // Sends what waits, oldest first, one tab at a time. An entry leaves "waiting" only by the server's answer
  // for its id; a lost answer means that it is sent again, so the server must take a second copy as no news.
  flush(send) {
    if (!this.flushing) {
      const work = () => this.drain(send);
      const alone = navigator.locks ? navigator.locks.request("regreso-" + this.name, work) : work();
      this.flushing = alone.finally(() => { this.flushing = null; });
    }
    return this.flushing;
  }

  async drain(send) {
    for (;;) {
      const entries = await this.waiting(BATCH);
      if (!entries.length) return;
      const said = new Map((await send(entries)).map((one) => [one.id, one]));
      const settled = entries.filter((entry) => said.has(entry.id));
      if (!settled.length) throw new Error("unanswered");
      await this.within("readwrite", [ENTRIES], async (store) => {
        for (const entry of settled) {
          const now = await answer(store.get(entry.number));
          if (!now) continue;
          const {state, why} = said.get(entry.id);
          await answer(store.put(Object.assign(now, {state, why: why || ""})));
        }
      });
    }
  }

  // Forgets what was sent before this moment; what waits or was refused stays.
  prune(before) {
    return this.within("readwrite", [ENTRIES], async (entries) => {
      for (const entry of await answer(entries.index("state").getAll("sent"))) {
        if (entry.made < before) await answer(entries.delete(entry.number));
      }
    });
  }

  // Forgets everything. The page asks first: what waits would be lost.
  wipe() {
    return this.within("readwrite", [ENTRIES, KEPT], async (entries, kept) => {
      await answer(entries.clear());
      await answer(kept.clear());
    });
  }
}
