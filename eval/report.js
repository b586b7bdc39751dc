"use strict";
(() => {
  const [kind, verdict, text, shown] = ["kind", "verdict", "text", "shown"].map((id) => document.getElementById(id));
  const questions = [...document.querySelectorAll("details.question")];
  const words = new Map(questions.map((item) => [item, item.textContent.toLowerCase()]));
  function filter() {
    const wanted = text.value.trim().toLowerCase();
    let count = 0;
    for (const item of questions) {
      const fits = (!kind.value || item.dataset.kind === kind.value)
        && (!verdict.value || item.dataset.verdict === verdict.value || item.dataset.status === verdict.value)
        && (!wanted || words.get(item).includes(wanted));
      item.hidden = !fits;
      count += fits ? 1 : 0;
    }
    shown.textContent = `${count} of ${questions.length}`;
  }
  for (const control of [kind, verdict, text]) control.addEventListener("input", filter);
  filter();
})();
