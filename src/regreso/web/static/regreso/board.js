// The page at a door: who boards, who arrives. It works without a network, and says what was not sent yet.

import {openOutbox} from "./outbox.js";
import {shut} from "./box.js";
import {newToken, readToken} from "./tokens.js";
import {startCamera, stopCamera} from "./camera.js";

const $ = (id) => document.getElementById(id);
const WORDS = JSON.parse($("words").textContent);
const API = document.body.dataset.api;
const WAIT = 20000, AGAIN = 30000, SHOWN = 30, KEPT_FOR = 3 * 86400000;
const ONCE = ["boarded", "joined", "arrived", "left_by_choice", "taken_off", "no_show", "died"];

let box, device = null, list = null, chosen = [], before = "";

start().catch(broken);

async function start() {
  if ("serviceWorker" in navigator) {
    const worker = await navigator.serviceWorker.register(document.body.dataset.worker, {scope: document.body.dataset.scope});
    worker.update().catch(() => undefined);
    navigator.serviceWorker.ready.then(() => { document.body.dataset.ready = "yes"; });
  }
  box = await openOutbox("board");
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  device = (await box.get("device")) || null;
  listen();
  const code = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  if (!device && code) await pair(code);
  await box.prune(Date.now() - KEPT_FOR);
  await show();
  await refresh();
  setInterval(() => sync(), AGAIN);
}

function listen() {
  on("pair-form", "submit", async () => { await pair($("pair-code").value); await refresh(); });
  on("choose-form", "submit", choose);
  on("again", "click", async () => { $("choose").hidden = false; await refresh(); $("trip").focus(); });
  on("find-form", "submit", () => find($("token").value));
  on("scan", "click", scan);
  on("scan-stop", "click", stopScan);
  on("confirm-form", "submit", confirm);
  on("confirm-no", "click", clear);
  on("met", "click", meet);
  on("send", "click", () => sync(true));
  on("export", "click", save);
  on("forget", "click", forget);
  $("kind").addEventListener("change", choicesOfKind);
  addEventListener("online", () => sync());
  addEventListener("offline", state);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sync(); });
}

// A handler that never reloads the page, runs once at a time, and tells when it failed.
function on(id, event, work) {
  let busy = false;
  $(id).addEventListener(event, (what) => {
    what.preventDefault();
    if (busy) return;
    busy = true;
    Promise.resolve(work(what)).catch(broken).then(() => { busy = false; });
  });
}

function broken(error) {
  tell("not-saved", "error");
  console.error(error);
}

function tell(word, kind, more) {
  const told = $("told");
  told.textContent = (WORDS[word] || word) + (more ? " " + more : "");
  told.className = "note " + (kind || "");
  told.hidden = false;
}

// --- the server -------------------------------------------------------------------------------------

async function ask(path, body, code) {
  const stop = new AbortController(), clock = setTimeout(() => stop.abort(), WAIT);
  try {
    return await fetch(API + path, {
      method: body === undefined ? "GET" : "POST", body, signal: stop.signal, credentials: "omit", cache: "no-store",
      headers: {"Authorization": ["Bearer", code || device.code].join(" "), "Content-Type": "application/x-ndjson"},
    });
  } finally {
    clearTimeout(clock);
  }
}

async function pair(typed) {
  const code = typed.replace(/\s/g, "");
  if (!code) return tell("code-needed", "error");
  let found;
  try {
    found = await ask("trips/", undefined, code);
  } catch (error) {
    return tell("no-network", "error");
  }
  if (!found.ok) return tell(found.status === 429 ? "too-often" : "code-wrong", "error");
  const told = await found.json();
  device = {code, name: told.device, key: told.key, label: told.label, run: newToken().replace("-", "")};
  await box.set("device", device);
  await box.set("trips", told.trips);
  $("pair-code").value = "";
  $("told").hidden = true;
  await show();
}

// What is known of trips and of this trip's people: news when there is a network, else the copy.
async function refresh() {
  if (!device) return;
  try {
    const found = await ask("trips/");
    if (found.status === 404) { device.ended = true; await box.set("device", device); return await show(); }
    if (found.ok) {
      const told = await found.json();
      Object.assign(device, {key: told.key, label: told.label, ended: false});
      await box.set("device", device);
      await box.set("trips", told.trips);
      const place = await box.get("place");
      if (place) await fetchList(place.trip);
    }
  } catch (error) { /* no network: the copy serves */ }
  await show();
  await sync();
}

async function fetchList(trip) {
  const found = await ask("trips/" + encodeURIComponent(trip) + "/");
  if (found.ok) await box.set("list " + trip, await found.json());
}

async function sync(asked) {
  if (!device) return;
  try {
    await box.flush(send);
    await box.set("synced", Date.now());
    if (asked) tell("all-sent", "success");
  } catch (error) {
    if (asked) tell(error.message === "ended" ? "ended" : "no-network", "error");
  }
  await state();
}

async function send(entries) {
  const lines = entries.map((entry) => JSON.stringify(entry.body)).join("\n");
  const answer = await ask("events/", lines + "\n");
  if (answer.status === 404) { device.ended = true; await box.set("device", device); throw new Error("ended"); }
  if (!answer.ok) throw new Error("status " + answer.status);
  const told = await answer.json();
  const rejected = new Map(told.rejected.map((one) => [one.id, one.why]));
  const taken = new Set(told.taken.concat(told.known));
  return entries.filter((entry) => taken.has(entry.id) || rejected.has(entry.id)).map((entry) => (
    taken.has(entry.id) ? {id: entry.id, state: "sent"} : {id: entry.id, state: "refused", why: rejected.get(entry.id)}
  ));
}

// --- what is shown ----------------------------------------------------------------------------------

async function show() {
  const place = (await box.get("place")) || null;
  $("pair").hidden = Boolean(device);
  $("choose").hidden = !device || Boolean(place);
  $("work").hidden = !device || !place;
  if (device) await showTrips(place);
  if (place) await showPlace(place);
  await state();
}

async function showTrips(place) {
  const select = $("trip"), trips = (await box.get("trips")) || [];
  select.textContent = "";
  for (const trip of trips) select.append(new Option(trip.code + (trip.people ? " · " + trip.people : ""), trip.code));
  $("no-trips").hidden = trips.length > 0;
  if (!place) return;
  select.value = place.trip;
  $("place").value = place.place;
  $("vehicle").value = place.vehicle;
}

async function showPlace(place) {
  list = (await box.get("list " + place.trip)) || null;
  $("where").textContent = [place.trip, place.vehicle, place.place].filter(Boolean).join(" · ");
  $("no-list").hidden = Boolean(list);
  const people = list ? list.people : [];
  const on = people.filter((one) => one[4] === "open").length, done = people.filter((one) => one[4] === "arrived").length;
  $("figures").textContent = list ? fill("figures", {all: people.length, on, done}) : "";
}

function fill(word, values) {
  return WORDS[word].replace(/\{(\w+)\}/g, (all, name) => values[name]);
}

async function state() {
  const {waiting, refused} = await box.counts();
  const synced = await box.get("synced");
  $("ended").hidden = !(device && device.ended);
  document.body.dataset.waiting = waiting;
  $("waiting").textContent = waiting ? fill("waiting", {n: waiting}) : WORDS["nothing-waits"];
  $("status").className = waiting ? "late" : "";
  $("network").textContent = navigator.onLine ? WORDS["online"] : WORDS["offline"];
  $("refused").hidden = !refused;
  $("refused").textContent = fill("refused", {n: refused});
  $("synced").textContent = synced ? fill("synced", {at: clock(synced)}) : "";
  await showLog();
}

function clock(time) {
  return new Date(time).toLocaleTimeString(document.documentElement.lang, {hour: "2-digit", minute: "2-digit"});
}

async function showLog() {
  const log = $("log"), entries = await box.newest(SHOWN);
  log.textContent = "";
  for (const entry of entries) {
    const line = document.createElement("li"), body = entry.body;
    const what = body.kind === "corrected" ? WORDS["undone"] : WORDS["kind-" + body.kind] + " · " + body.person;
    line.textContent = clock(entry.made) + " · " + what + " · " + WORDS["state-" + entry.state] + (entry.why ? " (" + entry.why + ")" : "");
    line.className = entry.state;
    if (!entry.undone && entry.body.kind !== "corrected" && entry.state !== "refused") line.append(" ", undoButton(entry));
    log.append(line);
  }
  $("log-empty").hidden = entries.length > 0;
}

function undoButton(entry) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = WORDS["undo"];
  button.addEventListener("click", () => undo(entry).catch(broken), {once: true});
  return button;
}

// --- a trip and a place -----------------------------------------------------------------------------

async function choose() {
  const trip = $("trip").value;
  if (!trip) return tell("trip-needed", "error");
  await box.set("place", {trip, place: $("place").value.trim(), vehicle: $("vehicle").value.trim()});
  try { await fetchList(trip); } catch (error) { /* later */ }
  await show();
  clear();
}

// --- finding people ---------------------------------------------------------------------------------

function find(typed) {
  const text = typed.trim();
  if (!text) return tell("token-needed", "error");
  const token = readToken(text), asked = token || text;
  const people = (list ? list.people : []).filter((one) => same(one[0], asked) || same(one[1], asked));
  if (people.length) return offer(people);
  // A slip of the finger must not make a person; but where no copy says what tokens look like here, any may be one.
  if (!token && list && list.people.every((one) => readToken(one[0]))) return tell("token-wrong", "error");
  offer([[asked, "", "", "", ""]], token ? "not-on-list" : "token-unsure");
}

const same = (one, other) => Boolean(one) && one.toUpperCase() === other.toUpperCase();

function offer(people, warning) {
  chosen = people;
  const boxes = $("people");
  boxes.textContent = "";
  people.forEach((one, place) => {
    const label = document.createElement("label"), tick = document.createElement("input");
    tick.type = "checkbox";
    tick.checked = true;
    tick.value = place;
    label.className = "tick";
    label.append(tick, " " + [one[0], one[3] && WORDS["needs-" + one[3]], one[4] && WORDS["stands-" + one[4]]].filter(Boolean).join(" · "));
    boxes.append(label);
  });
  $("met-fields").hidden = true;
  $("warning").hidden = !warning;
  $("warning").textContent = warning ? WORDS[warning] : "";
  $("told").hidden = true;
  $("confirm").hidden = false;
  choicesOfKind();
  $("confirm-yes").focus();
}

function meet() {
  before = $("kind").value;
  offer([[newToken(), "", "", "", ""]], "met-on-the-way");
  if (before === "boarded") $("kind").value = "joined";
  $("met-fields").hidden = false;
  choicesOfKind();
  $("met-name").focus();
}

function choicesOfKind() {
  $("to-field").hidden = $("kind").value !== "transferred";
}

function clear() {
  chosen = [];
  if (before) $("kind").value = before; // whoever was met joined; the next in the queue boards again
  before = "";
  $("confirm").hidden = true;
  for (const id of ["token", "note", "met-name", "met-birth", "to"]) $(id).value = "";
  $("token").focus();
}

// --- writing down -----------------------------------------------------------------------------------

async function confirm() {
  const ticked = Array.from($("people").querySelectorAll("input:checked")).map((one) => chosen[Number(one.value)]);
  if (!ticked.length) return tell("nobody-ticked", "error");
  const kind = $("kind").value, place = await box.get("place"), told = await metBox();
  let added = 0, earlier = null;
  for (const one of ticked) {
    const done = await write(kind, one, place, told);
    if (done.added) added += 1; else earlier = done.entry;
  }
  clear();
  if (added) tell("written", "success", fill("written-figures", {kind: WORDS["kind-" + kind], n: added}));
  else tell("written-before", "", clock(earlier.made));
  await state();
  sync();
}

// What somebody without a token says of themselves is shut at once: this page cannot read it again.
async function metBox() {
  const name = $("met-name").value.trim(), birth = $("met-birth").value.trim();
  if ($("met-fields").hidden || !(name || birth) || !device.key) return "";
  return shut(device.key, {name, birth});
}

function write(kind, one, place, told) {
  const person = one[0], key = ONCE.includes(kind) ? [place.trip, person, kind].join(" ") : "";
  const note = $("note").value.trim(), to = kind === "transferred" ? $("to").value.trim() : "";
  const at = new Date().toISOString();
  return box.put(key, (number) => {
    const body = {
      id: device.name + "-" + device.run + "-" + number, kind, person, trip: place.trip, at, sequence: number,
      place: place.place, vehicle: place.vehicle || one[2], household: one[1], to, note, box: told,
    };
    for (const name of Object.keys(body)) if (body[name] === "") delete body[name];
    return {id: body.id, body};
  });
}

async function undo(entry) {
  await box.put("undo " + entry.id, (number) => {
    const id = device.name + "-" + device.run + "-" + number;
    const at = new Date().toISOString();
    return {id, body: {id, kind: "corrected", corrects: entry.id, at, sequence: number}};
  });
  await box.undo(entry.number);
  tell("undone", "success");
  await state();
  sync();
}

// --- the camera, where the browser can read codes ---------------------------------------------------

async function scan() {
  const why = await startCamera($("video"), (text) => { stopScan(); find(tokenIn(text)); });
  if (why) return tell(why, "");
  $("scanner").hidden = false;
}

// A slip's code is the token, or an address that ends with it.
function tokenIn(text) {
  const last = text.split(/[/#=]/).filter(Boolean).pop() || "";
  return readToken(last) ? last : text;
}

function stopScan() {
  stopCamera();
  $("scanner").hidden = true;
}

// --- when nothing else is left ----------------------------------------------------------------------

// A file with everything on this telephone, for a coordinator: `regreso manifest` reads it.
async function save() {
  const entries = await box.everything();
  const lines = entries.map((one) => JSON.stringify(Object.assign({device: device ? device.name : "lost"}, one.body)));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], {type: "application/x-ndjson"}));
  link.download = "manifest-" + (device ? device.name : "lost") + ".jsonl";
  link.click();
  URL.revokeObjectURL(link.href);
}

async function forget() {
  const {waiting} = await box.counts();
  if (waiting && !window.confirm(fill("forget-waiting", {n: waiting}))) return;
  if (!waiting && !window.confirm(WORDS["forget"])) return;
  await box.wipe();
  device = null;
  list = null;
  clear();
  await show();
}
