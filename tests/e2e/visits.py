"""The page in a real browser: what the browser saw of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page
from serving import CACHE, ROOT, free_port, serving

__all__ = ["CACHE", "ROOT", "Visit", "free_port", "serving"]


@dataclass
class Visit:
    """A page that is open, with the errors it logged and the requests it made to other hosts."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    known: tuple[str, ...] = ()
    """Other addresses that this visit may ask: where people sign in."""

    def listen(self) -> None:
        self.page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.note(request.url))

    def note(self, url: str) -> None:
        if not url.startswith((self.address, self.address.replace("http", "ws", 1), "data:", "blob:", *self.known)):
            self.foreign.append(url)

    def copied(self) -> str:
        """What is in the clipboard, once there is something."""
        self.page.wait_for_function("async () => (await navigator.clipboard.readText()) !== ''")
        held: str = self.page.evaluate("navigator.clipboard.readText()")
        return held

    def go(self, link: str) -> None:
        """Go to another page by its link in the head."""
        self.page.get_by_role("link", name=link, exact=True).click()

    def settle(self) -> None:
        """Wait until the server has drawn the page to its end."""
        self.page.locator(".stApp[data-test-script-state=notRunning]").wait_for()

    def ask(self, question: str) -> None:
        """Type a question into the page as it stands and wait for its answer."""
        self.page.locator("textarea").wait_for()
        self.settle()
        answers = self.page.locator(".gk-answer").count()
        self.page.locator("textarea").fill(question)
        self.page.keyboard.press("Enter")
        self.page.locator(".gk-answer").nth(answers).wait_for()
