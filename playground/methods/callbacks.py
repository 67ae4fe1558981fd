"""Methods that answer what a person tapped or typed inline."""

from __future__ import annotations

from playground.cloud import Cloud
from playground.errors import bad_request
from playground.model import CallbackAnswer
from playground.params import Params

MAX_ANSWER = 200


def answer_callback_query(cloud: Cloud, params: Params) -> bool:
    """Stop the little clock on a button and show a toast or an alert."""
    query_id = params.text("callback_query_id") or ""
    query = cloud.open_query(query_id)
    text = params.text("text") or ""
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = CallbackAnswer(query_id, query.person.id, text, params.flag("show_alert"), params.text("url"))
    cloud.answers.append(answer)
    del cloud.answers[:-1000]
    cloud.hub.publish("answer", person=query.person.id, message_id=query.message_id, text=text, alert=answer.alert)
    return True


def answer_inline_query(cloud: Cloud, params: Params) -> bool:
    """Offer results for what a person types after the bot's name."""
    query_id = params.text("inline_query_id") or ""
    query = cloud.open_query(query_id)
    results = params.json("results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results: expected an Array")
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    for result in results:
        identity = result.get("id") if isinstance(result, dict) else None
        if not isinstance(identity, str) or not 1 <= len(identity.encode()) <= 64:
            raise bad_request("RESULT_ID_INVALID")
    cloud.inline_answers[query_id] = {"results": results, "next_offset": params.text("next_offset") or ""}
    cloud.hub.publish("inline", person=query.person.id, query=query_id, results=results)
    return True


def set_message_reaction(cloud: Cloud, params: Params) -> bool:
    """Put an emoji on a message."""
    chat = cloud.reachable(params.text("chat_id"))
    body = chat.messages.get(params.integer("message_id") or 0)
    if body is None:
        raise bad_request("message to react not found")
    reactions = params.json("reaction") or []
    if not isinstance(reactions, list) or not all(isinstance(reaction, dict) for reaction in reactions):
        raise bad_request("can't parse reaction types JSON object")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    cloud.hub.publish("reaction", chat=chat.id, message_id=body["message_id"], emoji=[str(r.get("emoji", "")) for r in reactions])
    return True
