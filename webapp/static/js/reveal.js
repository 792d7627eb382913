"use strict";
// A tick shows the password that is being typed.
for (const label of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(label.dataset.reveal);
  label.hidden = false;
  label.querySelector("input").addEventListener("change", (event) => {
    field.type = event.target.checked ? "text" : "password";
  });
}
