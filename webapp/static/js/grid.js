"use strict";
// The roster as a grid: one tab stop, arrows move, Enter opens the panel of a cell, letters act on it.
// Without this file every cell is an ordinary link.
const grid = document.querySelector("[data-grid]");
const panel = document.getElementById("panel");

if (grid) {
  const rows = [...grid.querySelectorAll("tbody tr:not(.group)")];
  const cells = rows.map((row) => [...row.querySelectorAll("td")]);
  const heads = [...grid.querySelectorAll("thead tr:last-child th")];
  const days = [];
  for (const head of grid.querySelectorAll("thead tr:first-child th[colspan]")) {
    const title = (head.querySelector("a") ?? head).textContent.trim();
    for (let n = 0; n < head.colSpan; n++) days.push(title);
  }
  let current = null;

  const target = (cell) => cell.querySelector("a") ?? cell;
  const place = (cell) => {
    const row = rows.indexOf(cell.parentElement);
    return [row, cells[row]?.indexOf(cell) ?? -1];
  };

  function label(cell) {
    const [row, column] = place(cell);
    const block = cell.closest("tbody").querySelector(".group th span")?.textContent ?? "";
    const title = rows[row].querySelector("th").firstChild.textContent.trim();
    const said = [...cell.childNodes].map((node) => node.title || node.textContent.trim()).filter(Boolean).join(", ");
    return `${block}, ${title}, ${days[column]}, ${heads[column]?.textContent.trim() ?? ""}: ${said}`;
  }

  function go(cell, focus = true) {
    if (!cell) return;
    if (current) target(current).tabIndex = -1;
    current = cell;
    const element = target(cell);
    element.tabIndex = 0;
    element.setAttribute("aria-label", label(cell));
    if (focus) {
      element.focus({ preventScroll: true });
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  for (const row of cells) for (const cell of row) target(cell).tabIndex = -1;
  for (const link of grid.querySelectorAll("thead a")) link.tabIndex = -1;
  go(cells[0]?.[0], false);

  grid.addEventListener("focusin", (event) => {
    const cell = event.target.closest("td");
    if (cell && cell !== current && place(cell)[1] >= 0) go(cell, false);
  });

  async function open(cell) {
    const link = cell.querySelector("a");
    if (!link) return false;
    link.dataset.into = "panel";
    link.click();
    grid.querySelector("td.open")?.classList.remove("open");
    cell.classList.add("open");
    return true;
  }

  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("tbody td");
    const link = event.target.closest("td a");
    if (cell && link && !link.dataset.into && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      go(cell);
      open(cell);
    }
  });

  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function nextShort() {
    const all = cells.flat();
    const from = all.indexOf(current);
    const found = all.findIndex((cell, n) => n > from && cell.classList.contains("short"));
    go(all[found < 0 ? all.findIndex((cell) => cell.classList.contains("short")) : found]);
  }

  async function act(key) {
    if (!current || !(await open(current))) return;
    const wait = new MutationObserver(() => {
      const button = panel.querySelector(`[data-key="${key}"]`);
      if (button) {
        wait.disconnect();
        button.click();
      }
    });
    wait.observe(panel, { childList: true });
    setTimeout(() => wait.disconnect(), 4000);
  }

  grid.addEventListener("keydown", (event) => {
    if (!current) return;
    const [row, column] = place(current);
    if (moves[event.key] && !event.altKey) {
      event.preventDefault();
      const [down, right] = moves[event.key];
      go(cells[row + down]?.[column + right]);
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      const line = event.ctrlKey ? cells.at(event.key === "Home" ? 0 : -1) : cells[row];
      go(line.at(event.key === "Home" ? 0 : -1));
    } else if (event.key === "n" && !event.ctrlKey) nextShort();
    else if ((event.key === "p" || event.key === "x") && !event.ctrlKey && grid.dataset.base) act(event.key);
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "Escape" && !panel.hidden) {
      panel.hidden = true;
      panel.replaceChildren();
      grid.querySelector("td.open")?.classList.remove("open");
      go(current);
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey) && !typing) {
      const form = document.querySelector("[data-undo]");
      if (form) {
        event.preventDefault();
        form.requestSubmit();
      }
    }
  });

  new MutationObserver(() => {
    for (const button of panel.querySelectorAll("[data-close]")) {
      button.hidden = false;
      button.onclick = () => {
        panel.hidden = true;
        grid.querySelector("td.open")?.classList.remove("open");
        go(current);
      };
    }
  }).observe(panel, { childList: true });
}
