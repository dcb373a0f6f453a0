// Keys of the reading desk. Every key presses a button that is there without scripts, too.
(() => {
  const list = document.querySelector("[data-leads]");
  if (!list) return;
  const leads = () => [...list.querySelectorAll("[data-lead]")];
  let current = null;

  function look(id) {
    const lead = document.getElementById(id) || leads()[0];
    if (!lead) return;
    current = lead.id;
    lead.focus({ preventScroll: true });
    lead.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = leads();
    const at = all.findIndex((lead) => lead.id === current);
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    if (next) look(next.id);
  }

  function press(key) {
    const lead = current && document.getElementById(current);
    const inside = lead && lead.querySelector(`[data-key="${key}"]`);
    const hidden = inside && inside.closest("details:not([open])");
    if (inside && !(hidden && inside.tagName !== "SUMMARY")) return inside;
    return document.querySelector(`main > p [data-key="${key}"]`);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select") && event.key !== "Escape") return;
    // The key's place on the board, so that a Cyrillic layout need not be left.
    const key = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
    if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
    else {
      const found = press(key === "Escape" ? "x" : key);
      if (!found || event.repeat) return;
      found.click();
    }
    event.preventDefault();
  });

  list.addEventListener("focusin", (event) => {
    const lead = event.target.closest("[data-lead]");
    if (lead) current = lead.id;
  });

  // A decided lead makes way for the next one; a form that opened, or a refusal, keeps the reader here.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const lead = event.detail.elt && document.getElementById(current);
    if (!lead) return;
    const form = lead.querySelector(".editing input:not([type=hidden]), .editing select, .editing textarea");
    if (form) form.focus();
    else if (lead.querySelector("[role=alert]") || lead.classList.contains("state-new")) look(current);
    else step(1);
  });

  // A lost connection is told on the lead; its words stand in the page.
  function lost(event) {
    const lead = event.target.closest("[data-lead]");
    if (!lead || lead.querySelector(".lost")) return;
    const note = document.createElement("p");
    note.className = "note error lost";
    note.setAttribute("role", "alert");
    note.textContent = list.dataset.lost;
    lead.querySelector(".decide, .editing").before(note);
  }
  document.body.addEventListener("htmx:sendError", lost);
  document.body.addEventListener("htmx:responseError", lost);

  look(location.hash.slice(1) || (leads()[0] || {}).id);
})();
