"""A question in plain words: without chatter around it, and with slang put as articles put it.

A sentence is found by its nearness in meaning to the whole question, and “so like why do they
guzzle water lol” is far from everything. What is left out here names nothing.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.records import Language

Swaps = Sequence[tuple[re.Pattern[str], str]]


def _swaps(*pairs: tuple[str, str]) -> Swaps:
    return tuple((re.compile(pattern, re.IGNORECASE), instead) for pattern, instead in pairs)


_GREETING = (
    r"(?:so|ok(?:ay)?|hey|hi|hello|yo|wait|hm+|um+|uh+|well|like|dude|bro|man|mate|guys|folks|all"
    r"|honestly|seriously|genuinely|tbh|ngl|lol|haha|omg|wtf|sorry|anyway|and|but|no idea|real talk"
    r"|(?:(?:a|one|just|maybe|probably|another|my)\s+)*(?:really\s+)?(?:quick|dumb|stupid|silly"
    r"|random|serious|genuine|honest|noob|newbie|basic)\s+(?:one|question)(?:\s+but)?|question"
    r"|(?:can|could|would|will)\s+(?:you|u|any(?:one|body)|some(?:one|body))\s+(?:(?:please|pls"
    r"|just|kindly)\s+)*(?:explain|tell\s+me|say)(?:\s+to\s+me)?|(?:please\s+|pls\s+)?(?:explain"
    r"|tell\s+me)(?:\s+to\s+me)?|eli5|(?:do(?:es)?\s+)?(?:any(?:one|body)|you|u)\s+know"
    r"|(?:i['’]?m\s+|just\s+)?(?:curious|wondering)|i\s+(?:was|am|keep)\s+wondering|i\s+wonder"
    r"|(?:idk|i\s+(?:really\s+)?(?:don['’]?t|do\s+not|never)\s+(?:really\s+)?(?:get|got|know"
    r"|understood|understand)))"
)
_PARTING = (
    r"(?:lol|lmao|rofl|haha|tbh|ngl|imo|imho|btw|smh|pls|plz|please|thx|thanks|ty|tho|though|anyway"
    r"|exactly|man|bro|dude|mate|guys|honestly|seriously|fr|then|again|i\s+wonder|or\s+what"
    r"|or\s+something|what\s+gives|asking\s+for\s+a\s+friend|(?:in|with)\s+(?:plain|simple)\s+"
    r"(?:english|words|terms)|(?:to\s+me\s+)?like\s+i['’]?m\s+(?:five|5)|for\s+dummies"
    r"|(?:it\s+)?(?:sounds|seems)\s+(?:like\s+magic|weird|odd|crazy|wrong)|to\s+me|i\s+keep\s+(?:hearing|seeing|reading)\s+(?:about\s+)?(?:it|that|this)"
    r"|how\s+does\s+(?:it|that)"
    r"\s+work|of\s+all\s+(?:places|things))"
)
_SWAPS_EN = _swaps(
    (
        r"^\W*(?:please\s+|pls\s+)?explain\s+(?:to\s+me\s+)?(?!why|how|what|to\b|me\b)(?=\w)",
        "what is ",
    ),
    (rf"^\W*(?:{_GREETING}\b[\s,:;.!?…-]+)+(?=\w)", ""),
    (rf"(?:[\s,:;.!?…-]+{_PARTING})+\W*$", "?"),
    (r"\bpp?l\b", "people"),
    (r"\b(what|how|why|where|who)['’]?s\b", r"\1 is"),
    (r"\b(can|don|isn|doesn|didn|won|aren)t\b", r"\1't"),
    (r"\bhow\s+come\b", "why"),
    (r"\bwhat\s+is\s+(?:the\s+deal|up|it)\s+with\b", "why"),
    (r"\bwhat\s+gives\b", "why"),
    (r"\s+(?:(?:the|in\s+the)\s+(?:hell|heck|world)|on\s+earth)\b", ""),
    (r"\b(?:even|actually|literally|basically|really|freaking|frickin|damn|bloody)\s+", ""),
    (
        r"\bsuch\s+an?\s+(?:energy|power|electricity)[\s-](?:hog|guzzler|monster|pig)s?\b",
        "using so much electricity",
    ),
    (r"\b(?:guzzle|gobble|devour|hog|slurp)(s?)(?:\s+up)?\b", r"use\1"),
    (r"\b(?:suck|eat|chew|munch|burn)(s?)\s+(?:up|through)\b", r"use\1"),
    (
        r"\bburn(s?)(?=\W*$|\s+(?:(?:so|this|that|as)\s+much|more|less|power|energy|electricity)\b)",
        r"use\1",
    ),
    (r"\b(?:guzzling|gobbling|devouring|hogging|slurping)(?:\s+up)?\b", "using"),
    (r"\beat(s?)\s+(?=(?:so|that|this)\s+much|more|less)", r"use\1 "),
    (r"\bjuice\b", "electricity"),
    (r"\b(?:that|this|crazy|insanely)\s+much\b", "so much"),
    (r"\b(?:loads|heaps|shitloads?)\s+of\b", "much"),
)
_OPENING_JA = (
    r"(?:なんか|ぶっちゃけ|てか|ていうか|つーか|そもそも|ねえ|ねぇ|あの|えっと|すみません|すいません"
    r"|ちなみに|正直|マジで|まじで|ところで|結局|実際|そういえば|いまさら(?:だけど|ですが)?"
    r"|(?:素朴な)?(?:疑問|質問)(?:なん)?(?:だ|です)?(?:けど|が)?|え|で|さ)"
)
_ASKS_JA = (
    r"(?:を)?[、。,\s]*(?:(?:(?:わか|分か)りやすく|簡単に|ざっくり|誰か)[、\s]*)*"
    r"(?:教え|説明し)て(?:ください|下さい|ほしい|くれ)?"
)
_SWAPS_JA = _swaps(
    (r"なに(?=[にをがかで])", "何"),
    (r"だれ(?=[がでのをと?？]|$)", "誰"),
    (
        rf"^(?:{_OPENING_JA}(?:さぁ?)?[、,。…\s]+|なんかさ|ぶっちゃけ|てか|つーか|そもそも|正直)+",
        "",
    ),
    (rf"(?<=[?？何かの])[\s、]*{_ASKS_JA}[。!！\s]*$", ""),
    (r"[wｗ笑草]+[。!！\s]*$", ""),
    (r"(?:なんで|なにゆえ|何故)(?!も|す|き|し|ある|あり)|何で(?=[?？。\s]*$)", "なぜ"),
    (r"どうして(?![いんるたも])", "なぜ"),
    (
        r"(?:って|と)(?:よく)?(?:聞く|いう|言う|言われ(?:て(?:い)?)?る)(?:けど|けれど|が)、?(?=なぜ)",
        "のは",
    ),
    (r"なぜ(?=[?？。\s]*$)", "なぜですか"),
    (r"(?:めっちゃ|めちゃ(?:くちゃ|めちゃ)?|すげー|くそ|クソ|やたら(?:と)?|えらく)", "とても"),
    (r"(?:そんな|こんな|あんな)に?(?=[一-龠ァ-ヶ])", ""),
    (r"[食喰]う", "使う"),
    (r"[食喰]っ(?=[てた])", "使っ"),
    (r"って(?:なん|何)(?:なん|なの|なんですか|ですか|だ)?(?=\W*$)", "とは何ですか"),
    (r"って(?:どういう意味|どういうこと).*$", "とは何ですか"),
    (r"って(?=なぜ|何|どう)", "は"),
    (r"どう(?:すん|してん|なってん)の", "どうするの"),
    (r"(?<=[いるたう])わけ(?=[?？。\s]*$)", "理由"),
    (
        r"[のんな]*(?:ですかね|でしょうか?|だろう?か?|かな[ぁあ]?|かしら|(?<![でま])っ?すか|だっけ|わけ)[?？。\s]*$",
        "のですか",
    ),
)
_OF: dict[Language, Swaps] = {"en": _SWAPS_EN, "ja": _SWAPS_JA}


@lru_cache(maxsize=64)
def plain_words(question: str, language: Language) -> str:
    """Return a question without chatter and in plain words, or as it is if nothing is left."""
    plain = question
    for pattern, instead in _OF[language]:
        plain = pattern.sub(instead, plain)
    return plain.strip() or question
