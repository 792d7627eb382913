"use strict";
// Typing into the search field leaves only the desks whose name or services hold the words; it stands in for the list.
const field = document.querySelector("[data-find]");
if (field) {
  field.closest("p").hidden = false;
  document.querySelector("[data-instead]").hidden = true;
  const none = document.querySelector("[data-none]");
  const sections = [...document.querySelectorAll("main section")].map((section) => ({
    section,
    text: [...section.querySelectorAll("h2, h2 + .m")].map((part) => part.textContent.toLowerCase()).join(" "),
  }));
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { section, text } of sections) section.hidden = !words.every((word) => text.includes(word));
    none.hidden = sections.some(({ section }) => !section.hidden);
  });
}
