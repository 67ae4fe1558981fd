"""All that the bot answers: the routes of its features, none of which knows another."""

from bot.handlers import actions, lists, office, papers, partners, staff, talk
from bot.routes import merged

ROUTES = merged(feature.ROUTES for feature in (talk, actions, lists, papers, staff, partners, office))
