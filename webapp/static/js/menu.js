"use strict";
// On a phone the menu starts closed; on a wide screen it is always open. Without script it is open everywhere.
const narrow = window.matchMedia("(max-width: 640px)");
function fit() {
  for (const menu of document.querySelectorAll("[data-menu]")) menu.open = !narrow.matches;
}
fit();
narrow.addEventListener("change", fit);
