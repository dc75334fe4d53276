"""Two hands on a keyboard: every key is counted, prose is only written, and no key may fall beside the page."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

# What moved without a key or a press within the half second before: nobody asked for it.
WATCH = """
window.moved = [];
window.note = (shifts) => {
  for (const shift of shifts) {
    if (shift.hadRecentInput) continue;
    const named = (one) => one.node?.id || one.node?.className || one.node?.nodeName || "?";
    window.moved.push(`${shift.value.toFixed(4)}: ${shift.sources.map(named).join(", ")}`);
  }
};
window.watcher = new PerformanceObserver((list) => window.note(list.getEntries()));
window.watcher.observe({ type: "layout-shift", buffered: true });
"""
# Two drawings later everything that was changed has moved, and is known.
SEEN = """async () => {
  for (let drawing = 0; drawing < 2; drawing += 1) await new Promise(requestAnimationFrame);
  window.note(window.watcher.takeRecords());
  return window.moved.splice(0);
}"""


@dataclass
class Hands:
    """An agent's hands at a page. keys: pressed since the last letter began; moved: what moved under them by itself."""

    page: Page
    keys: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        for key in keys:
            assert self.page.evaluate("document.activeElement?.isConnected"), f"{key}: the focus is lost"
            self.page.keyboard.press(key)
            self.keys.append(key)

    def write(self, words: str) -> None:
        """Write prose where the caret stands; what is counted are the keys around it."""
        expect(self.page.locator("#body")).to_be_focused()
        self.page.keyboard.insert_text(words)

    def look(self) -> list[str]:
        """Return what moved by itself on this page so far."""
        seen: list[str] = self.page.evaluate(SEEN)
        return seen

    def begin(self) -> list[str]:
        """Begin with the next letter; return the keys of the last one."""
        pressed, self.keys = self.keys, []
        return pressed


def at_the_keyboard(page: Page) -> Hands:
    page.add_init_script(WATCH)
    return Hands(page)
