"""Opening a study in a browser on this machine, from a terminal."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

from ieworkbench.cli import output

if TYPE_CHECKING:
    from ieworkbench.study import Study

__all__ = ["serve"]


def serve(
    study: Study, source: str, *, port: int | None, idle_minutes: float, browser: bool, language: str | None
) -> None:
    """Serve a study's page until it is stopped or nobody has it open any more, and say so."""
    from ieworkbench.views.desk.desk import Desk
    from ieworkbench.views.local_page import LocalPage
    from ieworkbench.views.view_words import VIEW_WORDS

    VIEW_WORDS.place(language or "en")  # refuses a language that there is not
    found = study.source(source).id if source else ""
    desk = Desk(study, language)
    page = LocalPage(desk, port=port, name=str(study.path.resolve()), idle_minutes=idle_minutes)
    address = page.address(found)
    output.say(f"{output.visible(study.title)} is open in the browser, at", address)
    output.say("Only this machine can open it, and only with the whole address. Ctrl+C ends it.")
    if browser and not webbrowser.open(page.ticket(found)):
        output.say("No browser could be started; open the address yourself.")
    try:
        idled = page.run()
    except KeyboardInterrupt:
        idled = False
    why = f"No page was open for {idle_minutes:g} minutes; stopped." if idled else "Stopped."
    output.say(f"{why} Everything is kept.")
