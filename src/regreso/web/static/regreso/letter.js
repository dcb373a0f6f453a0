/* While a letter is written: how many words it has, and how many of about thirty lines. Without this, all works. */
"use strict";
(function () {
  const LINE = 90; /* as facts/letter.py has it */
  function lines(text) {
    return text.trim() ? text.trim().split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0) : 0;
  }
  for (const told of document.querySelectorAll("[data-counts]")) {
    const field = told.closest("form").querySelector("textarea");
    const output = told.querySelector("output"), words = told.querySelector("span").dataset;
    const count = () => {
      const found = field.value.match(/[\p{L}\p{N}]+(?:[’'ʼ`.\-‐][\p{L}\p{N}]+)*/gu) || [];
      output.textContent = `${found.length} ${words.card} · ${lines(field.value)} ${words.lines}`;
    };
    field.addEventListener("input", count);
    told.hidden = false;
    count();
  }
})();
