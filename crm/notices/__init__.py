"""What goes to people: by which ways, and the parcels that carry it."""

from crm.notices.making import as_mail, by_way, in_chat, to, to_chat
from crm.notices.ways import Way, chat_way, mail_way, ways_to

__all__ = ["Way", "as_mail", "by_way", "chat_way", "in_chat", "mail_way", "to", "to_chat", "ways_to"]
