"""How do we show why?"""

from heeded.explain.accounts import explain_courses
from heeded.explain.pages import write_pages
from heeded.explain.terminal import show_account, show_list
from heeded.explain.wording import Wording, load_wording

__all__ = ["Wording", "explain_courses", "load_wording", "show_account", "show_list", "write_pages"]
