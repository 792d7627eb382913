"use strict";
// Parts of a page that change without loading it anew: live parts, and links and forms that fill a panel.
// data-refresh="address": fetched again every 3 s while the answer keeps that attribute.
// data-into="id" on a link or form: the answer is put into the element of that id, and the focus with it.
// data-later="address" inside such an answer: fetched a moment later, unless the reader works in it by then.
// data-swap on a form: its answer is this very page anew; only what differs is exchanged, so that nothing jumps.

async function ask(address, options) {
  const answer = await fetch(address, { credentials: "same-origin", headers: { "X-Fragment": "1" }, ...options });
  if (answer.redirected && !answer.url.includes(new URL(address, location.href).pathname)) {
    location.href = answer.url;
    return null;
  }
  return answer.text();
}

function put(place, html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const part = parsed.querySelector("[data-part]");
  if (!part) return false;
  place.replaceChildren(...part.childNodes);
  return true;
}

function live(place) {
  let said = place.querySelector("[data-state]")?.dataset.state;
  const timer = setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(place.dataset.refresh, { credentials: "same-origin", headers: { "X-Fragment": "1" } });
      if (!answer.ok) return;
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      const part = parsed.querySelector("[data-part]");
      if (!part) return;
      const state = part.querySelector("[data-state]")?.dataset.state;
      place.replaceChildren(...part.childNodes);
      if (state !== said) announce(place.querySelector("[data-state]")?.textContent ?? "");
      said = state;
      if (part.dataset.over) {
        clearInterval(timer);
        if (place.hasAttribute("data-reload")) location.reload();
      }
    } catch {
      // the next tick asks again
    }
  }, 3000);
}

function announce(text) {
  let region = document.getElementById("said");
  if (!region) {
    region = Object.assign(document.createElement("p"), { id: "said", className: "hidden" });
    region.setAttribute("aria-live", "polite");
    document.body.append(region);
  }
  region.textContent = text.trim();
}

for (const place of document.querySelectorAll("[data-refresh]")) if (place.dataset.refresh) live(place);

function panelOf(element) {
  return document.getElementById(element.dataset.into);
}

function show(panel, html) {
  if (!put(panel, html)) return false;
  panel.hidden = false;
  panel.querySelector("[data-focus], h2")?.focus();
  for (const place of panel.querySelectorAll("[data-later]")) setTimeout(() => fillLater(place), 400);
  return true;
}

async function fillLater(place) {
  if (!place.isConnected) return;
  const html = await ask(place.dataset.later).catch(() => null);
  const found = html && new DOMParser().parseFromString(html, "text/html").querySelector("[data-ranked]");
  if (found && place.isConnected && !place.contains(document.activeElement)) place.replaceChildren(...found.childNodes);
}

const shownStates = /\b(open|drop|picked|barred)\b/g;
function signature(block) {
  return [...block.rows]
    .flatMap((row) => [...row.cells])
    .map((cell) => `${cell.className.replace(shownStates, "").trim()}|${cell.childElementCount}|${cell.textContent}`)
    .join("\n");
}

function exchangeBlocks(old, fresh) {
  const blocks = [...old.tBodies];
  const others = [...fresh.tBodies];
  if (blocks.length !== others.length || blocks.some((block, n) => block.id !== others[n].id)) return false;
  for (const [n, block] of blocks.entries()) {
    if (signature(block) !== signature(others[n])) block.replaceWith(document.adoptNode(others[n]));
  }
  old.tHead.replaceWith(document.adoptNode(fresh.tHead));
  Object.assign(old.dataset, { ...fresh.dataset });
  return true;
}

function exchange(parsed) {
  const [main, fresh] = [document, parsed].map((page) => page.getElementById("main"));
  const [old, found] = [main, fresh].map((place) => place?.querySelector("[data-grid]"));
  if (!old || !found || !exchangeBlocks(old, found)) return false;
  const [kept, other] = [old, found].map((table) => table.closest(".with-panel"));
  for (const part of [...main.children]) if (part !== kept) part.remove();
  let after = false;
  for (const part of [...fresh.children]) {
    if (part === other) after = true;
    else if (after) main.append(document.adoptNode(part));
    else kept.before(document.adoptNode(part));
  }
  announce(main.querySelector(":scope > .banner")?.textContent ?? "");
  document.dispatchEvent(new CustomEvent("exchanged"));
  return true;
}

async function swap(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  for (const [name, value] of new URLSearchParams(location.search)) if (!body.has(name)) body.append(name, value);
  const answer = await fetch(form.action, {
    method: "POST",
    body,
    credentials: "same-origin",
    headers: { "X-Fragment": "1" },
  });
  const html = await answer.text();
  if (answer.redirected) {
    if (!exchange(new DOMParser().parseFromString(html, "text/html"))) location.href = answer.url;
  } else if (!show(document.getElementById("panel"), html)) throw new Error("no part");
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-into]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const html = await ask(link.href).catch(() => null);
  if (html === null || !show(panelOf(link), html)) location.href = link.href;
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-into], form[data-swap]");
  if (!form || ("swap" in form.dataset && !document.querySelector("[data-grid]"))) return;
  event.preventDefault();
  if ("swap" in form.dataset) {
    await swap(form, event.submitter).catch(() => form.submit());
    return;
  }
  form.querySelectorAll("button").forEach((button) => (button.disabled = true));
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const html = await ask(form.action, { method: "POST", body }).catch(() => null);
  if (html === null || !show(panelOf(form), html)) form.submit();
});
