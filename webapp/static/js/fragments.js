"use strict";
// Parts of a page that change without loading it anew: live parts, and links and forms that fill a panel.
// data-refresh="address": fetched again every 3 s while the answer keeps that attribute.
// data-into="id" on a link or form: the answer is put into the element of that id, and the focus with it.

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
  return true;
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-into]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const html = await ask(link.href).catch(() => null);
  if (html === null || !show(panelOf(link), html)) location.href = link.href;
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-into]");
  if (!form) return;
  event.preventDefault();
  form.querySelectorAll("button").forEach((button) => (button.disabled = true));
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const html = await ask(form.action, { method: "POST", body }).catch(() => null);
  if (html === null || !show(panelOf(form), html)) form.submit();
});
