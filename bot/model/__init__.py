"""The optional model: words an answer, or a character's reply, from the lines found, and never adds to them.

Here belong what an OpenAI-compatible endpoint is told, how long and how often it is asked, and whether its reply holds.
Not here: what answers a question (`lore`), how a wording looks (`bot.ui`), whether a server has switched it on
(`bot.store`), Discord. The room imports lore alone; `openai`, from the extra `footlights[model]`, is loaded only where
a model is opened.

How the others use it:

    model = open_model(settings.model_url, settings.model_name, settings.model_key)  at start; None: off
    outcome = await model.word_answer(guild_id, question, answer, language=locale)  where the server said yes
    outcome = await model.word_reply(guild_id, character, words, answer, language=locale)
    await model.close()  at shutdown

Call it after the acknowledgement and outside any transaction; it takes at most `BUDGET` seconds and never raises.
Where `outcome.wording` is a `Wording`, show its text in place of the plain answer's, beside the lines in
`wording.lines`, with the footnote that a model worded it; escape it as any text of somebody's. Where it is None the
plain answer goes out as it is. A wording is nearly the lines' own words: what bounds a public
quotation bounds it too.

`outcome.code` says how it went, for a log or the doctor, never with content:

    worded             the wording holds
    nothing, language  not asked: no answer to word; no frame words for that language
    busy, resting      not asked: no place in the queue; the endpoint failed lately
    slow, connection, limited, refused, failed, size
                       the endpoint: out of time, cut or unreachable, 429, another 4xx, 5xx, too long
    broken, shape, declined, length
                       the reply: no JSON, other JSON, no sentences, too many or too long
    marks, language, citation, quotation, person, unattributed, speaker, added
                       a sentence: mentions, links or markup; another language; a line that does not hold it; quotation
                       marks around other words; "I" where nobody speaks; speech told as fact; another's; not there
    fault              a fault of this room; logged by its type
"""

from bot.model.client import BUDGET, Model, check_library, open_model
from bot.model.failures import ModelMissingError
from bot.model.values import WORDED, Cited, Outcome, Wording

__all__ = [
    "BUDGET",
    "WORDED",
    "Cited",
    "Model",
    "ModelMissingError",
    "Outcome",
    "Wording",
    "check_library",
    "open_model",
]
