"use strict";
// The error summary of a form that failed gets the focus, so that it is read first.
for (const place of document.querySelectorAll("[data-focus]")) place.focus();
