"""The administrators' addresses."""

from aiohttp import web

from bot.web.admin import actions, door, pages
from bot.web.admin.desk import done, shown


def add_admin(app: web.Application) -> None:
    """Add the routes under /knowledge."""
    app.add_routes(
        [
            web.get("/knowledge/login", door.show_door),
            web.post("/knowledge/login", door.come_in),
            web.post("/knowledge/logout", done(door.go_out)),
            web.get("/knowledge", shown(pages.show_overview)),
            web.get("/knowledge/generations", shown(pages.show_generations)),
            web.get("/knowledge/diff", shown(pages.show_difference)),
            web.get("/knowledge/proposals/{id}", shown(pages.show_proposal)),
            web.get("/knowledge/sources/{id}", shown(pages.show_added)),
            web.get("/knowledge/watch", shown(pages.show_watched)),
            web.get("/knowledge/audit", shown(pages.show_audit)),
            web.get("/knowledge/gaps", shown(pages.show_gaps)),
            web.get("/knowledge/gaps.csv", shown(pages.send_gaps)),
            web.post("/knowledge/add", actions.add),
            web.post("/knowledge/refresh", done(actions.refresh)),
            web.post("/knowledge/rebuild", done(actions.rebuild)),
            web.post("/knowledge/rollback", done(actions.roll_back)),
            web.post("/knowledge/watch", done(actions.change_watched)),
            web.post("/knowledge/sources/{id}/remove", done(actions.remove)),
            web.post("/knowledge/proposals/{id}/publish", done(actions.publish)),
            web.post("/knowledge/proposals/{id}/discard", done(actions.discard)),
        ]
    )
