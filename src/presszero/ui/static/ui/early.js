// Loaded before the page is drawn, so that what only a script can open is folded from the first paint.
document.documentElement.classList.add("js");
