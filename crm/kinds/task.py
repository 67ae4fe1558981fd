"""Task (manual 2.3): somebody asks somebody to do something."""

from dataclasses import replace

from crm.kinds.base import CONTACT, DESCRIPTION, DUE, EVENT, PARTNER, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb

TASK = Kind(
    name="task",
    icon="📌",
    title="Task",
    commands={"es": "tarea", "en": "task"},
    fields=(
        PARTNER,
        CONTACT,
        replace(REFERENCE, ask="What has to be done?", required=True),
        RESPONSIBLE,
        DUE,
        Field("type", FieldType.ENTRY, "Task type", "What type of task?", asked=False, table="task_type"),
        EVENT,
        DESCRIPTION,
    ),
    states=(
        State("pending", "Pending", "Task {number}", open=True),
        State("done", "Done", "Task done {number}"),
        State("dropped", "Dropped", "Task dropped {number}"),
    ),
    verbs=(
        Verb("done", "Done", "Done", to="done", sources=("pending",), icon="✅"),
        Verb("drop", "Drop", "Dropped", to="dropped", sources=("pending",), icon="✖️"),
        Verb("reopen", "Reopen", "Pending again", to="pending", sources=("done", "dropped"), icon="↩️"),
    ),
    initial="pending",
    did="done",
    finish="done",
    phrases={
        "es": Phrases(
            did=("envie", "mande", "entregue", "hice", "termine", "prepare", "revise", "cobre", "pague", "despache", "actualice"),
            todo=(
                "enviar", "mandar", "entregar", "hacer", "preparar", "revisar", "cobrar", "pagar", "despachar", "comprar", "cotizar",
                "actualizar", "pedir", "buscar", "llevar", "recordar", "confirmar", "instalar", "reparar", "facturar",
            ),
            nouns=("tarea", "pendiente", "recordatorio"),
        ),
        "en": Phrases(
            did=("sent", "delivered", "did", "finished", "prepared", "reviewed", "paid", "collected", "updated"),
            todo=(
                "send", "deliver", "do", "prepare", "review", "collect", "pay", "buy", "quote", "update", "ask", "bring", "remind me to",
                "confirm", "install", "repair", "invoice",
            ),
            nouns=("task", "to-do", "todo", "reminder"),
        ),
    },
)
