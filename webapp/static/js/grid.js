"use strict";
// The roster as a grid: one tab stop, arrows move, Enter opens the panel of a cell, letters act on it, and a name is
// dragged, or picked up with m, to another cell. Without this file every cell is an ordinary link.
const grid = document.querySelector("[data-grid]");
const panel = document.getElementById("panel");

if (grid) {
  let rows, cells, heads, days;
  let current = null;
  let picked = null; // the cell whose officer is on the way to another one
  let reach = null; // where he cannot be put, and why
  const note = document.getElementById("drag-note");

  function collect() {
    rows = [...grid.querySelectorAll("tbody tr:not(.group)")];
    cells = rows.map((row) => [...row.querySelectorAll("td")]);
    heads = [...grid.querySelectorAll("thead tr:last-child th")];
    days = [];
    for (const head of grid.querySelectorAll("thead tr:first-child th[colspan]")) {
      const title = (head.querySelector("a") ?? head).textContent.trim();
      for (let n = 0; n < head.colSpan; n++) days.push(title);
    }
    for (const row of cells) for (const cell of row) target(cell).tabIndex = -1;
    for (const link of grid.querySelectorAll("thead a")) link.tabIndex = -1;
  }

  const target = (cell) => cell.querySelector("a") ?? cell;
  const at = (cell) => new URLSearchParams(cell.querySelector("a")?.search ?? "").get("at") ?? "";
  const holds = (cell) => grid.dataset.base && cell.querySelector("a") && !cell.matches(".empty");
  const place = (cell) => {
    const row = rows.indexOf(cell.parentElement);
    return [row, cells[row]?.indexOf(cell) ?? -1];
  };

  function label(cell) {
    const [row, column] = place(cell);
    const block = cell.closest("tbody").querySelector(".group th span")?.textContent ?? "";
    const title = rows[row].querySelector("th").firstChild.textContent.trim();
    const said = [...cell.childNodes].map((node) => node.title || node.textContent.trim()).filter(Boolean).join(", ");
    const session = (heads[column]?.innerText ?? "").trim().replace(/\s+/g, " ");
    const state = stateOf(cell.closest("tbody"), column);
    return `${block}, ${title}, ${days[column]}, ${session}: ${said}${state ? `. ${state}` : ""}`;
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

  collect();
  go(cells[0]?.[0], false);

  document.addEventListener("exchanged", () => {
    const [row, column] = current ? place(current) : [0, 0];
    collect();
    closePanel();
    putDown();
    go(row < 0 ? cells[0]?.[0] : (cells[row]?.[column] ?? cells[0]?.[0]));
  });

  grid.addEventListener("focusin", (event) => {
    const cell = event.target.closest("td");
    if (cell && cell !== current && place(cell)[1] >= 0) go(cell, false);
  });

  function closePanel() {
    panel.hidden = true;
    panel.replaceChildren();
    grid.querySelector("td.open")?.classList.remove("open");
  }

  function mark(cell) {
    cell.querySelector("a").dataset.into = "panel"; // then fragments.js fetches its address into the panel
    grid.querySelector("td.open")?.classList.remove("open");
    cell.classList.add("open");
  }

  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("tbody td");
    if (!cell || !event.target.closest("td a") || event.ctrlKey || event.metaKey) return;
    if (picked) {
      event.preventDefault();
      event.stopPropagation();
      drop(cell);
    } else {
      go(cell);
      mark(cell);
    }
  });

  // An officer on the way to another cell: dragged by mouse, or picked up with m and put down with Enter.

  function pickUp(cell) {
    picked = cell;
    reach = { officer: cell.querySelector("a").textContent, desks: {}, slots: {}, officers: {} };
    cell.classList.add("picked");
    fetch(`reach.json?at=${encodeURIComponent(at(cell))}`, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((found) => {
        if (!found || picked !== cell) return;
        reach = found;
        for (const one of cells.flat()) one.classList.toggle("barred", barred(one) !== "");
      })
      .catch(() => null); // the preview says it all the same
  }

  function barred(cell) {
    if (cell === picked) return "";
    if (!cell.querySelector("a")) return grid.dataset.closed;
    const [desk, day, session, , officer] = at(cell).split("~");
    if (!desk) return reach.officers[officer] ?? "";
    return reach.desks[desk] ?? reach.slots[`${day}~${session}`] ?? "";
  }

  function say(text) {
    note.textContent = text;
    note.hidden = !text;
  }

  function putDown() {
    picked?.classList.remove("picked");
    for (const cell of grid.querySelectorAll("td.barred, td.drop")) cell.classList.remove("barred", "drop");
    picked = reach = null;
    say("");
  }

  function drop(cell) {
    const reason = barred(cell);
    if (reason) {
      say(reason);
      return;
    }
    const form = document.getElementById("drop");
    form.elements.from.value = at(picked);
    form.elements.at.value = at(cell);
    form.elements.based_on.value = grid.dataset.entry;
    const isElsewhere = cell !== picked;
    putDown();
    go(cell, false);
    if (isElsewhere) form.requestSubmit();
  }

  grid.addEventListener("dragstart", (event) => {
    const cell = event.target.closest?.("tbody td");
    if (!cell || !event.target.closest("a") || !holds(cell)) {
      event.preventDefault();
      return;
    }
    event.dataTransfer.setData("text/plain", cell.querySelector("a").textContent);
    event.dataTransfer.effectAllowed = "move";
    pickUp(cell);
  });

  function over(event) {
    const cell = event.target.closest?.("tbody td");
    if (!picked || !cell || place(cell)[1] < 0) return;
    const reason = barred(cell);
    say(reason);
    if (!reason) {
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
    }
    if (cell.classList.contains("drop")) return;
    grid.querySelector("td.drop")?.classList.remove("drop");
    if (!reason) cell.classList.add("drop");
  }

  grid.addEventListener("dragenter", over);
  grid.addEventListener("dragover", over);
  grid.addEventListener("drop", (event) => {
    const cell = event.target.closest?.("tbody td");
    if (!picked || !cell) return;
    event.preventDefault();
    drop(cell);
  });

  grid.addEventListener("dragend", putDown);

  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  // The first cells of desk-days that are short, and cells that say themselves what is missing.
  function shortCells() {
    const found = new Set(cells.flat().filter((cell) => cell.classList.contains("short")));
    for (const block of grid.tBodies) {
      const first = block.rows[1]?.cells;
      let column = 1;
      for (const state of [...block.rows[0].cells].slice(1)) {
        if (first && state.querySelector(".state.bad")) found.add(first[column]);
        column += state.colSpan;
      }
    }
    return cells.flat().filter((cell) => found.has(cell));
  }

  function nextShort() {
    const all = cells.flat();
    const short = shortCells();
    go(short.find((cell) => all.indexOf(cell) > all.indexOf(current)) ?? short[0]);
  }

  function stateOf(block, column) {
    let last = 0;
    for (const state of [...block.rows[0].cells].slice(1)) {
      last += state.colSpan;
      if (column < last) return state.textContent.trim().replace(/\s+/g, " ");
    }
    return "";
  }

  function act(key) {
    if (!current?.querySelector("a")) return;
    const wait = new MutationObserver(() => {
      const button = panel.querySelector(`[data-key="${key}"]`);
      if (button) {
        wait.disconnect();
        button.click();
      }
    });
    wait.observe(panel, { childList: true });
    setTimeout(() => wait.disconnect(), 4000);
    current.querySelector("a").click();
  }

  const letters = { p: act, x: act, a: act, m: () => holds(current) && pickUpSaid(current) };

  function pickUpSaid(cell) {
    putDown();
    pickUp(cell);
    say(grid.dataset.picked.replace("{who}", reach.officer));
  }

  grid.addEventListener("keydown", (event) => {
    if (!current) return;
    const [row, column] = place(current);
    if (moves[event.key] && !event.altKey) {
      event.preventDefault();
      const [down, right] = moves[event.key];
      go(cells[row + down]?.[column + right]);
      if (picked) say(barred(current) || grid.dataset.picked.replace("{who}", reach.officer));
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      const line = event.ctrlKey ? cells.at(event.key === "Home" ? 0 : -1) : cells[row];
      go(line.at(event.key === "Home" ? 0 : -1));
    } else if (event.key === "Enter" && picked) {
      event.preventDefault();
      drop(current);
    } else if (event.key === "n" && !event.ctrlKey) nextShort();
    else if (letters[event.key] && !event.ctrlKey && !event.metaKey && grid.dataset.base) letters[event.key](event.key);
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "Escape" && picked) {
      putDown();
      say(grid.dataset.dropped);
      setTimeout(() => note.textContent === grid.dataset.dropped && say(""), 2000);
    } else if (event.key === "Escape" && !panel.hidden) {
      closePanel();
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
        closePanel();
        go(current);
      };
    }
  }).observe(panel, { childList: true });
}
