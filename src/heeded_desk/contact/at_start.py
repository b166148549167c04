"""What the web server does as each of its processes begins: the look-up is made ready before anybody asks."""

from threading import Thread


def post_worker_init(worker: object) -> None:
    """Have the models loaded beside the pages, which are served at once; the server calls this by its name."""
    Thread(target=_get_ready, name="getting ready", daemon=True).start()


def _get_ready() -> None:
    from heeded_desk.contact.looking import warm_all  # needs the settings, which are read in the process that serves

    warm_all()
