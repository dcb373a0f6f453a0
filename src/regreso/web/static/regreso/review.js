// Keys of the match desk. Every key presses something that is there without scripts, too.
(() => {
  const VERDICTS = { s: "same", d: "different", u: "unclear" };

  function found(key) {
    const pair = document.querySelector("[data-pair]");
    if (!pair) return null;
    if (key in VERDICTS) return pair.querySelector(`input[name="says"][value="${VERDICTS[key]}"]`);
    if (/^[1-9]$/.test(key)) return pair.querySelectorAll('input[name="evidence"]')[Number(key) - 1];
    return pair.querySelector(`[data-key="${key}"]`);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.target.closest("textarea, select, input:not([type=checkbox]):not([type=radio])")) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    // The key's place on the board, so that a Cyrillic layout need not be left.
    const key = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
    const pressed = found(key);
    if (!pressed) return;
    event.preventDefault();
    pressed.click();
    if (pressed.matches("input")) pressed.focus();
  });

  // A form that comes back with what is to be changed is shown as well; then whoever reads stands at its top.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422) Object.assign(event.detail, { shouldSwap: true, isError: false });
  });
  document.addEventListener("htmx:afterSettle", () => {
    const place = document.getElementById("errors") || document.getElementById("main");
    place.focus({ preventScroll: true });
  });
})();
