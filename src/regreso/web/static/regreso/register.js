// Registering without a network: what a person tells is checked, shut in a box and kept until the server has it.

import {openOutbox} from "./outbox.js";
import {shut} from "./box.js";

const $ = (id) => document.getElementById(id);
const WORDS = JSON.parse($("words").textContent);
const API = document.body.dataset.api;
const WAIT = 20000, AGAIN = 30000, SHOWN = 30, KEPT_FOR = 7 * 86400000;
const FORM = $("person");
const DAY = /^(?:(?:(\d{1,2})[./ -])?(\d{1,2})[./ -])?(\d{4})$/, YEAR = /^(\d{4})(?:[./ -](\d{1,2})(?:[./ -](\d{1,2}))?)?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$/;

let box, me = null;

start().catch(broken);

async function start() {
  if ("serviceWorker" in navigator) {
    const worker = await navigator.serviceWorker.register(document.body.dataset.worker, {scope: document.body.dataset.scope});
    worker.update().catch(() => undefined);
    navigator.serviceWorker.ready.then(() => { document.body.dataset.ready = "yes"; });
  }
  box = await openOutbox("register");
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  me = (await box.get("me")) || null;
  on(FORM, "submit", write);
  on($("send"), "click", () => sync(true));
  on($("export"), "click", save);
  on($("forget"), "click", forget);
  addEventListener("online", () => sync());
  addEventListener("offline", state);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sync(); });
  await box.prune(Date.now() - KEPT_FOR);
  show();
  await state();
  await sync();
  setInterval(() => sync(), AGAIN);
}

// A handler that never reloads the page, runs once at a time, and tells when it failed.
function on(element, event, work) {
  let busy = false;
  element.addEventListener(event, (what) => {
    what.preventDefault();
    if (busy) return;
    busy = true;
    Promise.resolve(work(what)).catch(broken).then(() => { busy = false; });
  });
}

function broken(error) {
  tell(WORDS["not-saved"], "error");
  console.error(error);
}

function tell(text, kind) {
  const told = $("told");
  told.textContent = text;
  told.className = "note " + (kind || "");
  told.hidden = false;
}

function fill(word, values) {
  return WORDS[word].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// --- the server ---

async function ask(path, body) {
  const stop = new AbortController(), clock = setTimeout(() => stop.abort(), WAIT);
  try {
    return await fetch(API + path, {
      method: body === undefined ? "GET" : "POST", body, signal: stop.signal, cache: "no-store",
      headers: body === undefined ? {} : {"Content-Type": "application/x-ndjson", "X-CSRFToken": me.csrf},
    });
  } finally {
    clearTimeout(clock);
  }
}

// Who is signed in; null when nobody is who may register.
async function whoami() {
  const found = await ask("me/");
  if (!found.ok) return null;
  me = await found.json();
  await box.set("me", me);
  show();
  return me;
}

async function sync(asked) {
  const {waiting} = await box.counts();
  try {
    if (!(await whoami())) {
      tell(WORDS["sign-in"], "error");
    } else if (waiting) {
      await box.flush(send);
      await box.set("synced", Date.now());
    }
  } catch (error) {
    if (asked) tell(WORDS["no-network"], "");
  }
  await state();
}

async function send(entries) {
  const lines = entries.map((one) => JSON.stringify(one.body)).join("\n") + "\n";
  const found = await ask("people/", lines);
  if (!found.ok) throw new Error("status " + found.status);
  const {answers} = await found.json();
  return answers.map((one) => ({id: one.id, state: one.state, why: one.why || (one.left_out || []).join(" ")}));
}

// --- the form ---

function show() {
  FORM.hidden = !me;
  if (!me) return;
  const choice = FORM.elements.site, before = choice.value;
  choice.replaceChildren(...me.sites.map((site) => new Option(site.code, site.id)));
  if (me.sites.some((site) => site.id === before)) choice.value = before;
}

async function write() {
  const told = values();
  if (!checked(told)) return;
  told.at = new Date().toISOString();
  const id = crypto.randomUUID(), shutIn = await shut(me.key, told);
  const {entry} = await box.put("", () => ({id, body: {id, staff: me.staff, box: shutIn}}));
  const kept = {site: told.site, kind: told.kind, questioned_in: told.questioned_in};
  FORM.reset();
  for (const name of Object.keys(kept)) FORM.elements[name].value = kept[name];
  tell(fill("saved", {n: await ordinal(entry.number)}), "success");
  FORM.elements.surname.focus();
  await state();
  sync();
}

function values() {
  const told = {};
  for (const [name, value] of new FormData(FORM)) {
    if (name === "declined") (told.declined = told.declined || []).push(value);
    else if (value.trim()) told[name] = value.trim();
  }
  return told;
}

// The desk's own rules: whatever the server would leave out is told while he can still be asked.
function checked(told) {
  for (const old of FORM.querySelectorAll(".wrong-why")) old.remove();
  for (const old of FORM.querySelectorAll("[aria-invalid]")) old.removeAttribute("aria-invalid");
  const wrong = [], declined = told.declined || [];
  for (const name of declined) if (told[name]) wrong.push([name, "both"]);
  const named = ["surname", "given"].some((name) => told[name] || declined.includes(name));
  if (!named && told.identity_level !== "unidentified") wrong.push(["surname", "no-name"]);
  if (told.birth && !isDay(told.birth)) wrong.push(["birth", "not-a-date"]);
  if (told.arrived_on && !(MOMENT.test(told.arrived_on) && !isNaN(Date.parse(told.arrived_on.replace(" ", "T"))))) wrong.push(["arrived_on", "not-a-moment"]);
  for (const name of Object.keys(told)) {
    const most = FORM.elements[name] && FORM.elements[name].maxLength;
    if (most > 0 && told[name].length > most) wrong.push([name, "too-long"]);
  }
  for (const [name, word] of wrong) mark(name, word);
  if (wrong.length) FORM.elements[wrong[0][0]].focus();
  return !wrong.length;
}

function isDay(text) {
  const clean = text.replace(/\.$/, ""), first = DAY.exec(clean), last = YEAR.exec(clean);
  if (!first && !last) return false;
  const [year, month, day] = (first ? [first[3], first[2], first[1]] : last.slice(1)).map((part) => part ? Number(part) : 0);
  if (year < 1850 || year > new Date().getFullYear() || month > 12) return false;
  return !day || (month > 0 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate());
}

function mark(name, word) {
  const field = FORM.elements[name], why = document.createElement("p");
  why.className = "wrong-why";
  why.id = "why-" + name;
  why.textContent = WORDS[word];
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", why.id);
  field.closest(".field").append(why);
  const folded = field.closest("details");
  if (folded) folded.open = true;
}

// --- what stands on the page ---

async function ordinal(number) {
  const all = await box.everything();
  return all.filter((one) => one.number <= number).length;
}

async function state() {
  const {waiting, refused} = await box.counts(), synced = await box.get("synced");
  document.body.dataset.waiting = waiting;
  $("waiting").textContent = waiting ? fill("waiting", {n: waiting}) : WORDS["nothing-waits"];
  $("synced").textContent = synced ? fill("synced", {at: clock(synced)}) : "";
  $("network").textContent = navigator.onLine ? WORDS.online : WORDS.offline;
  $("refused").hidden = !refused;
  $("refused").textContent = fill("refused", {n: refused});
  if (!me) tell(WORDS["sign-in"], "");
  await log();
}

async function log() {
  const entries = await box.newest(SHOWN);
  $("log-empty").hidden = entries.length > 0;
  const lines = await Promise.all(entries.map(async (entry) => {
    const line = document.createElement("li");
    line.className = entry.state;
    line.textContent = [fill("number", {n: await ordinal(entry.number)}), clock(entry.made), said(entry)].join(" · ");
    return line;
  }));
  $("log").replaceChildren(...lines);
}

function said(entry) {
  if (entry.state === "sent" && entry.why) {
    return fill("left-out", {fields: entry.why.split(" ").map((name) => WORDS["field-" + name] || name).join(", ")});
  }
  const words = WORDS["state-" + entry.state];
  return entry.state === "refused" ? words + ": " + (WORDS["why-" + entry.why] || entry.why) : words;
}

function clock(at) {
  return new Date(at).toLocaleString(document.documentElement.lang, {dateStyle: "short", timeStyle: "short"});
}

// --- when nothing else is left ---

async function save() {
  const lines = (await box.everything()).map((one) => JSON.stringify(Object.assign({made: one.made, state: one.state}, one.body)));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], {type: "application/x-ndjson"}));
  link.download = "register.jsonl";
  link.click();
  URL.revokeObjectURL(link.href);
}

async function forget() {
  const {waiting} = await box.counts();
  if (!window.confirm(waiting ? fill("forget-waiting", {n: waiting}) : WORDS.forget)) return;
  await box.wipe();
  me = null;
  show();
  await state();
  await sync();
}
