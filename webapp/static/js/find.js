"use strict";
// Typing into the search field leaves only the desks whose name or services hold the words.
const field = document.querySelector("[data-find]");
if (field) {
  field.closest("p").hidden = false;
  const sections = [...document.querySelectorAll("main section")].map((section) => ({
    section,
    text: [...section.querySelectorAll("h2, h2 + .m")].map((part) => part.textContent.toLowerCase()).join(" "),
  }));
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { section, text } of sections) section.hidden = !words.every((word) => text.includes(word));
  });
}
