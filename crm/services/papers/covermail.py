"""The mail that carries a letter to a partner, in the letter's language and from what was frozen."""

from crm.message import MailFile, MailMessage
from crm.model import Document, Staff
from crm.render import text
from crm.services.papers.panels import file_name
from crm.words import Words


def of(kind: str, document: Document, sender: Staff) -> MailMessage:
    """The mail with the archived PDF; answers go to the person who sent it."""
    content = document.content
    words = Words(content["language"])
    context = {
        "number": document.number,
        "to": content["to"],
        "office": content["office"],
        "reference": content["reference"],
        "sender": sender.name,
    }
    subject = words("Letter No. {number}", number=document.number)
    return MailMessage(
        subject=" · ".join(part for part in (subject, content["reference"]) if part)[:150],
        text=text("mail/letter.txt", words, context),
        html=text("mail/letter.html", words, context),
        reply_to=sender.email or "",
        files=(MailFile(document.pdf or "", file_name(kind, document), "application/pdf"),),
        automatic=False,
    )
