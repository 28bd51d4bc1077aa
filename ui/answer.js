// What the buttons in an answer do: copy their line, open their citation. Installed once a page.
if (!window.gkAnswers) {
  window.gkAnswers = true;

  // Where the page is no secure context, there is no clipboard: the old way.
  const oldWay = (line) => {
    const field = document.createElement("textarea");
    field.value = line;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const line = button.dataset.copy;
    if (navigator.clipboard) await navigator.clipboard.writeText(line).catch(() => oldWay(line));
    else oldWay(line);
    button.classList.add("gk-copied");
    setTimeout(() => button.classList.remove("gk-copied"), 1200);
  });

  // A marker is on the page before the citation that it opens: one pressed in between opens it as soon as it is there.
  document.addEventListener("click", (event) => {
    const target = event.target.closest(".gk-marker")?.getAttribute("popovertarget");
    if (!target || document.getElementById(target)) return;
    const waiting = new MutationObserver(() => {
      const sheet = document.getElementById(target);
      if (!sheet) return;
      waiting.disconnect();
      sheet.showPopover();
    });
    waiting.observe(document.body, {childList: true, subtree: true});
    setTimeout(() => waiting.disconnect(), 5000);
  });
}
