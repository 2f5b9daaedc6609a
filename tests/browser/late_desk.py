"""A desk that is heard late: what a page and it say to each other arrives in its order, and each thing a while later."""

from __future__ import annotations

__all__ = ["late_desk"]

_SCRIPT = """(() => {
  const Plain = WebSocket, wait = window.setTimeout.bind(window);
  const later = () => new Promise((go) => {
    const ms = Math.random() < 1 / 3 ? 0 : Math.random() * MOST;
    if (ms) wait(go, ms);
    else go();
  });
  window.WebSocket = class WebSocket extends Plain {
    #heard = Promise.resolve();
    #said = Promise.resolve();
    set onmessage(hear) {
      super.onmessage = (event) => { this.#heard = this.#heard.then(later).then(() => hear(event)); };
    }
    send(words) {
      this.#said = this.#said.then(later).then(() => { if (this.readyState === Plain.OPEN) super.send(words); });
    }
  };
})();"""


def late_desk(most: int) -> str:
    """What a page runs first so that it hears the desk late, and is heard late.

    Parameters
    ----------
    most
        How many milliseconds at most one message is late; every third is not.
    """
    return _SCRIPT.replace("MOST", str(most))
