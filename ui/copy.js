// Copies the line that a button carries. Installed once a page; where the page is no secure context, the old way.
if (!window.gkCopies) {
  window.gkCopies = true;
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
}
