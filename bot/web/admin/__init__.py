"""The page for administrators: what comes into the knowledge, what it changes, and going back."""

from bot.web.admin.desk import DESK, AdminDesk, make_desk
from bot.web.admin.routes import add_admin

__all__ = ["DESK", "AdminDesk", "add_admin", "make_desk"]
