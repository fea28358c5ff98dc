"""Names of accounts: WeChat, QQ, Telegram, WhatsApp, Alipay, Weibo and others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from testimony.export.redaction.kinds.texts import TextForm, known_texts, pattern_rules
from testimony.export.redaction.rules import Hit, Rule

__all__ = ["PATTERNS", "known", "rules"]

_OPEN = r"[\s\"'(]*"
_IS = (
    r"(?:\s*(?:(?i:id|no|number|numbers|account|handle|user\s?name|name|is|was|it's|it|called|as|the|my|me|on|at|add)(?![a-z])"
    r"|号码?|账号|帐号|名|是|叫|为|就|也|加我|我|[#:,.=\"']))*\s*"
)
# An id that cannot be a word: it has a digit or an underscore, or it is spelled out.
_ID = (
    r"(?:@?[A-Za-z](?=[A-Za-z\-_.]*[0-9_])[A-Za-z0-9_\-]{3,31}"
    r"|@[A-Za-z][A-Za-z0-9_]{3,31}"
    r"|(?:[A-Za-z0-9_][\s\-.]){4,31}[A-Za-z0-9_])"
)
_QUOTED = r"\"[A-Za-z][A-Za-z0-9_\-]{3,31}\""
_SAYS_SO = (
    r"(?:(?i:\s*(?:id|account|number|handle|user\s?name|name)\b)?(?:\s*(?i:is|was)(?![a-z])|\s*[:=#])"
    r"|(?:号码?|账号|帐号|名)\s*(?:就?是|叫|为|:)?)"
)
_WORD = r"[A-Za-z][A-Za-z]{3,19}"
_NUMBER = r"\+?\d(?:[\s\-.·/()]{0,2}\d){6,14}"
_END = r"(?![A-Za-z0-9_])"


def _after(cue: str, secret: str) -> str:
    return rf"{cue}{_IS}{_OPEN}(?P<secret>{secret}){_END}"


def _form(name: str, label: str, instead: str, cue: str, *more: str) -> TextForm:
    sure = (
        _after(cue, _ID),
        rf"{cue}{_IS}(?P<secret>{_QUOTED})",
        rf"{cue}[^.;!?。；！？\n]{{0,24}}?(?P<secret>(?<![A-Za-z0-9])@[A-Za-z][A-Za-z0-9_]{{3,31}})",
        rf"(?P<secret>{_ID}){_OPEN}[\")]*\s*(?:(?i:on|is\s+my|is\s+(?:his|her))\s+(?:{cue})|是?我的?(?:{cue}))",
        *more,
    )
    return TextForm(name, label, instead, sure, (rf"{cue}{_SAYS_SO}{_OPEN}(?P<secret>{_WORD}){_END}",))


_WECHAT = r"(?:(?<![A-Za-z])(?i:we[\s\-]?chat|weixin|wx)(?![a-z])|[微薇威][信讯]|(?<![A-Za-z])[vV]信)"
_QQ = r"(?<![A-Za-z])(?i:qq)(?![A-Za-z])"
_TELEGRAM = r"(?:(?<![A-Za-z])(?i:telegram|tg)(?![A-Za-z])|电报|飞机号)"
_WHATSAPP = r"(?:(?i:what'?s\s?app)|瓦次普)"
_ALIPAY = r"(?:(?i:ali\s?pay)|支付宝)"
_SOCIAL = (
    r"(?:(?<![A-Za-z])(?i:instagram|insta|twitter|facebook|tik\s?tok|douyin|weibo|skype|line\s+id|signal|youtube|snapchat)"
    r"(?![A-Za-z])|微博|抖音|快手|小红书)"
)
_FORMS = (
    _form(
        "wechat",
        "WeChat IDs",
        "[WECHAT ID]",
        _WECHAT,
        _after(_QQ, r"[1-9]\d(?:[\s\-.]?\d){3,9}"),
        _after(_WECHAT, r"wxid_[A-Za-z0-9]+"),
    ),
    _form(
        "telegram",
        "Telegram names",
        "[TELEGRAM]",
        _TELEGRAM,
        r"(?i)(?:https?://)?(?:t\.me|telegram\.me)/\+?[A-Za-z0-9_]{4,32}",
        _after(_TELEGRAM, _NUMBER),
    ),
    _form(
        "whatsapp",
        "WhatsApp numbers",
        "[WHATSAPP]",
        _WHATSAPP,
        r"(?i)(?:https?://)?wa\.me/\+?\d{7,15}",
        _after(_WHATSAPP, _NUMBER),
    ),
    _form(
        "alipay",
        "Alipay accounts",
        "[ALIPAY]",
        _ALIPAY,
        _after(_ALIPAY, _NUMBER),
        _after(_ALIPAY, r"[\w.+\-]+@[\w.\-]+"),
    ),
    _form("social", "names of accounts", "[ACCOUNT NAME]", _SOCIAL),
)
PATTERNS = tuple(form.name for form in _FORMS)


def rules(wanted: Collection[str]) -> Iterator[Rule]:
    """Yield rules for the patterns wanted."""
    yield from pattern_rules(form for form in _FORMS if form.name in wanted)


def known(hits: Iterable[Hit]) -> Iterator[Rule]:
    """Yield rules that find the same again."""
    yield from known_texts(_FORMS, hits)
