"""How questions and statements are worded, as data: regular expressions over folded text."""

import re
from collections.abc import Mapping

from bot.answer.expressions import compiled
from knowledge.records import Language


class Cues:
    """Patterns by name."""

    def __init__(self, **patterns: str) -> None:
        """Take regular expressions."""
        self._patterns = patterns

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """Return the pattern of a name. Raises KeyError."""
        return compiled(self._patterns[name])


CUES: Mapping[Language, Cues] = {
    "en": Cues(
        tells=r"^\W*(?:how (?:did|do|does|is|are|was|were|has|have|can|could|should|would)|why)\b"
        r"|^\W*compare\b",
        verdict=r"\b(?:true or false|is (?:that|this|it) (?:true|right|correct))\W*$"
        r"|^\W*(?:(?:is it )?true or false\b|is it (?:true|right|correct) that\b"
        r"|(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b)",
        verdict_opening=r"^\W*(?:(?:is it )?true or false\W*|is it (?:true|right|correct) that\s*)"
        r"|(?<=[.!])\s*(?:true or false|is (?:that|this|it) (?:true|right|correct))\W*$",
        manner=r"^\W*how (?:did|do|does|is|are|was|were|has|have|can|could)\b",
        purpose=r"\bwhat\b.*\b(?:is|are|was|were)\b.*\b(?:used|good|needed|meant) for\b"
        r"|\bwhat happens to\b|\bfor what purpose\b",
        reason=r"^\W*why\b|\bwhat (?:is|was|were|are) the reasons?\b",
        gives_purpose=r"\b(?:used|put|go|goes|going|spent|turned|made|burn(?:t|ed))"
        r" (?:for|to|on|into|in)\b|\b(?:heats?|warms?|powers?|feeds?|pays?|dr(?:y|ies)) ",
        gives_reason=r"\b(?:because|due to|owing to|thanks to|so that|since|caused|reasons?"
        r"|in order to|as a result|mostly as|chiefly)\b",
        most=r"\b(?:most|highest|largest|biggest|greatest|longest|tallest|heaviest|fastest|best)\b",
        least=r"\b(?:least|lowest|smallest|fewest|shortest|lightest|slowest|worst)\b",
        choice=r"\bwhich of the\b.*\bor\b|^\W*(?:which|who|what|is|are|was|were|does|do|did"
        r"|between)\b.*\bor\b",
        asks=r"^\W*(?:which|who|what|where)\b",
        no_money=r"\b(?:capacity|output|efficiency|temperature|speed|range|distance|weight|population"
        r"|area|pue)\b",
        names=r"\b(?:what|which|who|whose|whom|where|when|how|names?|list|called)\b",
        amount=r"\bhow (?:much|many|large|big|long|far|old|fast|high|tall|heavy|loud)\b"
        r"|\b(?:what|which) (?:percent|percentage|proportion|fraction|share|number|amount|factor"
        r"|multiple|rate|range)\b|\bby (?:what|which|how)\b|\bwhat\b.{0,40}\b(?:percent(?:age)?"
        r"|range)\b|\bwhat (?:did|does|do|will|would)\b.{2,80}"
        r"\b(?:costs?|weigh|pay|amount to|draws?(?! (?:from|on|its))|consumes?)\b"
        r"|\bhow often\b",
        measure=r"\b(?:consumption|emissions?|footprint|usage|cost|costs|price|prices|rate|ratio"
        r"|score|accuracy|speedup|throughput|latency|size|length|window|capacity|power|energy"
        r"|intensity|effectiveness|percentage|share|number|amount|total|average|median|mean"
        r"|difference|increase|decrease|reduction|improvement|savings?|value|budget|revenue|weight"
        r"|temperature|efficiency|range|factor|population|area|distance|duration|time|target"
        r"|tariff|fee|price tag|profit|loss|pue|wue|cue|bleu|gdp|f1|availability"
        r"|drop|decline|growth|gain|limit|standard|threshold|co2e?|share|lifetime|speed"
        r"|draw|load|grant|subsidy|yield|depth|width|height|diameter|voltage|noise|frequency|salary"
        r"|rent|loan|debt|turnover|income|rating|charge|capex|investment|spending|volume|demand"
        r"|supply|output|production|count|age)\b",
        phrase=r"\b(?:who|whose|whom)\b|\bwhat is the (?:name|term|title|word)\b"
        r"|\b(?:name|term) (?:of|for|given)\b"
        r"|\bwhat (?:is|are|was|were) .{0,40}\b(?:called|named)\b"
        r"|\bwhich\b|\bwhere\b",
        year=r"\b(?:in|by|since) (?:what|which) (?:calendar |fiscal )?year\b"
        r"|^\W*(?:what|which) year\b|^\W*when (?:did|do|does|is|was|were|will|has|have)\b",
        range=r"\brange\b|\bbetween what\b",
        upper=r"\b(?:maximum|at most|up to|highest|largest|peak|upper)\b",
        lower=r"\b(?:minimum|at least|lowest|smallest|lower)\b",
        ratio=r"\bhow many times\b|\b(?:by )?what (?:factor|multiple)\b|\bratio (?:of|between)\b"
        r"|\bhow much (?:larger|bigger|more|higher|faster|greater|smaller)\b|\btimes (?:more|as)\b",
        difference=r"\bdifference (?:in|between|of)\b|\bhow (?:much|many) (?:more|fewer|less)\b",
        moves=r"\bby how much\b.*\bfrom\b.*\bto\b"
        r"|\bhow much did\b.*\b(?:grow|rise|increase|fall|drop|decline)\b.*\bfrom\b.*\bto\b",
        sum=r"\bcombined\b|\btogether\b|\bsum of\b|\bin total\b",
        percent_change=r"\b(?:what|which) percent(?:age)?\b.*\b(?:reduc|decreas|fall|fell|drop"
        r"|increas|grow|grew|ris|rose|declin|improv|more|less|higher|lower)",
        percent=r"\bpercent(?:age)?s?\b|\bwhat (?:proportion|share|fraction)\b"
        r"|(?:\b(?:what|many|in) ?|\()%",
        times=r"\bhow many times\b|\bfactors?\b|\bmultiples?\b|\bspeed-?up\b|\bfold\b|\btimes\b",
        factor=r"\b(?:by )?what (?:factor|multiple)\b|\bhow many times (?:more|less|as|larger"
        r"|bigger|higher|greater|smaller|lower|the)\b",
        money=r"\bcosts?\b|\bprices?\b|\bdollars?\b|\busd\b|\bspen[dt]\b|\bbudget\b|\brevenue\b"
        r"|\bpaid?\b|\binvest",
        unit=r"\bin ([^,?.()]{1,40})|\((?:in )?([^()]{1,30})\)|\bhow many ([^,?.()]{1,60})"
        r"|\bnumber of ([^,?.()]{1,60})",
        counted=r"\b(?:how many|number of)\s+(?!times\b)([^,?.()]{1,70})|\(in ([a-z ]{3,20})\)",
        of_energy=r"\benergy\b(?! (?:efficien|per\b))|\belectricity\b",
        of_output=r"\bpower output\b|\brated (?:power|output)\b|\bnameplate\b"
        r"|\binstalled capacity\b",
        of_power=r"\bpower\b(?! (?:plant|station|usage eff|efficien|purchas|hungry))|\bwatt",
        of_carbon=r"\bemissions?\b|\bcarbon (?:footprint|emi)|\bco2e?\b",
        of_water=r"\bwater\b.{0,40}\b(?:consum|use|usage|footprint|withdraw|evaporat)",
        of_mass=r"\bhow heavy\b|\bweigh",
        of_size=r"\bhow (?:tall|wide|deep|thick)\b|\b(?:height|width|depth|thickness)\b",
        of_time=r"\btime\b|\bduration\b|\blatency\b|\bhow often\b|\blifetime\b"
        r"|\bhow long (?:does|do|did|until|till|will|can|has|have)\b",
        of_long=r"\bhow long\b",
        of_money=r"\b(?:costs?|prices?|pays?|paid|budget|revenue|spen[dt]|spending|investment)\b"
        r"|\bhow much\b.*\b(?:pay|paid|earn|charge)\b",
        of_change=r"\b(?:reduction|improvement|increase|decrease|savings?|growth|decline|drop)\b",
        negative=r"\b(?:not(?! (?:only|just|limited|necessarily))|no(?!\.)|never|none|neither|nor"
        r"|without|cannot|lacks?|lacking|lacked|fails?|failed|rarely|hardly|unable|excludes?|excluded|omits?|omitted|neglect\w*|ignores?"
        r"|leav(?:es?|ing) out|instead of|rather than|far from"
        r"|(?:advocate|advise|warn|argue|recommend)s? against)\b|n't\b",
        hedged=r"\b(?:can|could|may|might|sometimes|often|some|typically|generally|likely)\b",
        absolute=r"\b(?:always|never|all|every|only|fully|entirely|completely|none|must|any"
        r"|solely|exclusively|no)\b",
    ),
    "ja": Cues(
        tells=r"なぜ|どのように|どうやって|どう(?:変|推移|違|し)|(?:を|と)比べて\W*$|比較して\W*$",
        verdict=r"(?:正しい(?:です)?|本当(?:です)?|事実(?:です)?|真(?:です)?)か|正誤|正か誤か"
        r"|(?:ます|ました|です|でした|ません|のか|いる|ある|る|た|である)か\s*[?。]?\s*$"
        r"|(?:た|る|い|う|の)\s*\?\s*$",
        verdict_opening=r"^\W*(?:正誤|正か誤か|真か偽か|本当か)\s*[:、]?\s*"
        r"|(?:という|との)?(?:のは|ことは|は)?(?:正しい|本当|事実|真)(?:です)?か\s*[?。]?\s*$",
        manner=r"どのように|どうやって",
        purpose=r"何に(?:使|用い|充て|利用|役立)|何の(?:ため|目的)|どう(?:使われ|使って|利用|活用|する|なる|され)"
        r"|(?:用途|使い道)は",
        reason=r"なぜ|どうして|(?:理由|原因)は",
        gives_purpose=r"に(?:充て|使|用い|活用|利用|生か|回し|回す|役立)|のために|の原料|として使",
        gives_reason=r"ため|から|ので|原因|理由|影響|により|によって|おかげ",
        most=r"(?:最も|一番|いちばん|もっとも)[^、。]{0,12}(?:高|多|大き|長|重|速)|最多|最大|最高",
        least=r"(?:最も|一番|いちばん|もっとも)[^、。]{0,12}(?:低|少な|小さ|短|軽|遅)|最少|最小|最低",
        choice=r"どちら|どっち|のうち",
        asks=r"何|誰|だれ|どこ|どの|どれ|どちら|いつ|なぜ|どう|いくら|いくつ",
        no_money=r"(?:容量|出力|効率|温度|速度|距離|重さ|人口|面積|pue)は",
        names=r"",
        amount=r"いくら|いくつ|どれ(?:くらい|ぐらい|だけ|ほど)|どの(?:くらい|ぐらい|程度)"
        r"|何\s*(?:%|パーセント|割|倍|億|万|人|台|件|回|年間|日|時間|分|秒|か所|カ所|箇所|社|基|本|個"
        r"|年(?=保証|しば|縛|契約|使|持|もつ|もち|かか|続|以上)|校|冊|棟|隻|両|枚|頭|匹|羽|軒|店|つ|戸|世帯|か国|カ国|トン|キロ|メガ|ギガ|テラ|リットル|円|ドル|ポイント|メートル|平方"
        r"|[a-z]+)",
        measure=r"(?:値段|代金|気代|料代|水代|量|率|額|費|数|比|力|高|値|割合|面積|人口|価格|コスト|単価|落差|高さ|深さ|幅|電力|co2e?|電気|ガス|重油|目標|期間|温度"
        r"|容量|出力|規模|効率|距離|重さ|長さ|時間|平均|合計|総額|倍率)(?:は|\W*$)",
        phrase=r"誰|だれ|どこ|何と(?:いう|呼)|名前|名称|どの|どれ|何という|何です|なんと",
        year=r"何年(?!間|保証|しば|縛|契約|分|目|使|持|もつ|もち|かか|続|以上)|いつ(?!も)",
        range=r"範囲|幅|何.{0,6}から何",
        upper=r"最大|最高|上限|ピーク",
        lower=r"最小|最低|下限",
        ratio=r"何倍|倍率",
        difference=r"差は|の差|どれだけ(?:多|少|高|低)|いくら(?:多|少|高|低)",
        moves=r"から.*(?:どれだけ|どれくらい|いくら)(?:増|減)",
        sum=r"合わせて|合計|計(?:いくら|何)",
        percent_change=r"何(?:%|パーセント|割).{0,8}(?:減|増|削|低|上|下|改善|縮)",
        percent=r"%|パーセント|割合|比率|何割|率は",
        times=r"何倍|倍",
        factor=r"何倍",
        money=r"いくら|円|ドル|費用|価格|金額|投資|予算|コスト|料金|売上|単価",
        unit=r"何\s*([^\s、。?はがをにでのと]{1,12})|[(（]([^()（）]{1,20})[)）]",
        counted=r"([一-龠ァ-ヶー]{1,10})(?:の数)?は(?:いくつ|何)",
        of_energy=r"エネルギー|電力(?:消費)?量|消費電力量|発電(?:電力)?量|電気を|電気は\W*(?:どれ|どの|いくら)|使う電気|電気の(?:使用|消費)"
        r"|電気[^、。代料]{0,6}使",
        of_output=r"出力",
        of_power=r"電力(?!(?:消費)?量)|出力",
        of_carbon=r"排出|co2|炭素",
        of_water=r"水(?:の|消費|使用|資源)|水[をは].*(?:使|消費|必要|くみ|汲)",
        of_mass=r"重さ|重量|何(?:キロ)?グラム",
        of_size=r"高さ|長さ|横幅|厚さ|奥行|深さ|落差|標高|水深|走れ|距離|何キロ(?!ワット|グラム)",
        of_long=r"(?!)",
        of_time=r"時間|期間|どのくらいかか|何年|寿命",
        of_money=r"いくら(?:かか|払|し[たま])|費用|価格|値段|金額|投資額|予算|コスト|料金|代金|電気代|売上|単価|(?<!消)費は",
        of_change=r"削減率|増加率|減少率|改善率|上昇率|伸び率",
        negative=r"ない|なかった|(?<!少)(?<!だけで)なく(?!な|て(?:は|も))|ず(?:に)?|ません|ずれも.{0,10}ない|不(?:可|要|足|能)|禁止|除く|除外|未"
        r"|非(?:対象|公開)|ぬ",
        hedged=r"場合がある|こともある|できる|可能|一部|多く",
        absolute=r"すべて|全て|常に|必ず|のみ|だけ|完全に|一切|全",
    ),
}
