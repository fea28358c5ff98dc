"""The two shipped samples: an immigration hearing and an interview, both of fictional people.

Every sentence with a slot is a test combination of the phrasebook and every voice a test voice, so
that nothing here was trained on; :func:`said_in` gives the sentences, and a test holds it.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from samples.recipes.choosing import exact
from samples.recipes.hearing import rendered, write_files
from samples.recipes.phrasebook import Pair
from samples.recipes.script import ATTORNEY, COUNSEL, COURT, INTERPRETER, RESPONDENT, Turn
from samples.recipes.staging import Recording, stage
from samples.recipes.voices import Voice

_SILENCE_MS = 16_400
_SEEDS = {"hearing": 2024, "interview": 2025}
_CLOSE_EVERY, _CLOSE_MS = 7, 320
_EASY_MS, _EASY_SPREAD_MS = 400, 500
_CAST = {
    COURT: Voice("Andy", "en-us", 164, 42),
    COUNSEL: Voice("belinda", "en-us", 168, 50),
    RESPONDENT: Voice("m3", "en-us", 166, 48),
    INTERPRETER: Voice("f5", "en", 168, 52),
    ATTORNEY: Voice("Mike", "en-us", 160, 46),
}


def make(name: str, out: Path) -> Recording:
    """Write a shipped sample, ``hearing`` or ``interview``, into a folder.

    Raises:
        SynthesisUnavailable: espeak-ng is not installed.
    """
    recording = stage(said_in(name), _CAST, _SEEDS[name])
    out.mkdir(parents=True, exist_ok=True)
    write_files(recording, out, f"{name}.opus")
    return recording


def said_in(name: str) -> tuple[Turn, ...]:
    """Give the turns of a shipped sample."""
    return _interview() if name == "interview" else _hearing()


def _hearing() -> tuple[Turn, ...]:
    turns = [
        *_court(
            exact("现在开庭。"),
            exact("本庭在{uscity}审理{name}的案件。", uscity="费城", name="冯永福"),
            exact("今天是{date}，现在是{clock}。", date="二零二四年九月五日", clock="上午九点十分"),
            exact("申请人已经被移民局关押了{dur}。", dur="二十一个月"),
        ),
        *_preliminaries(),
        *_faith_and_arrest(),
        *_detention(),
        Turn(
            COUNSEL, "en", exact("请看{exhibit}{page}。", exhibit="证据D", page="第三十四页"), 700, False, 1
        ),
        *_leaving(),
        Turn(COUNSEL, "en", exact("我没有其他问题了。")),
        *_court(
            exact("请在{date}之前提交所有文件。", date="二零二四年九月十一日"),
            exact("下一次开庭是{date}{clock}。", date="二零二四年十月十八日", clock="下午四点半"),
            exact("今天就到这里。"),
        ),
    ]
    return tuple(_timed(number, turn) for number, turn in enumerate(turns))


def _timed(number: int, turn: Turn) -> Turn:
    """Bring every seventh turn close to the next, and put the silence where it was marked."""
    easy = _EASY_MS + 137 * number % _EASY_SPREAD_MS
    gap = turn.gap_ms or (_CLOSE_MS - 4 * (number % 5) if number % _CLOSE_EVERY == 3 else easy)
    return replace(turn, gap_ms=gap, pause_ms=_SILENCE_MS if turn.pause_ms else 0)


def _court(*pairs: Pair) -> list[Turn]:
    return [Turn(COURT, "en", pair) for pair in pairs]


def _ask(asker: str, question: str, answer: str, telephone: bool = False, **slots: str) -> list[Turn]:
    return list(rendered(asker, exact(question, **slots), exact(answer, **slots), telephone))


def _preliminaries() -> list[Turn]:
    return [
        *_ask(COURT, "视频连接清楚吗？", "声音有一点断断续续。", telephone=True),
        *_ask(COURT, "你发誓你说的都是事实吗？", "我发誓。", telephone=True),
        *_ask(COURT, "请说出你的全名。", "我的名字叫{name}。", telephone=True, name="冯永福"),
        *_ask(
            COURT,
            "你在哪里出生？",
            "我于{birthyear}{monthday}出生在{place}。",
            telephone=True,
            birthyear="一九八七年",
            monthday="十月八日",
            place="福州",
        ),
    ]


def _faith_and_arrest() -> list[Turn]:
    return [
        *_ask(
            COUNSEL,
            "你信什么教？",
            "我从{year}开始信{faith}。",
            telephone=True,
            year="二零一三年",
            faith="基督教",
        ),
        *_ask(
            COUNSEL,
            "你们在哪里聚会？",
            "我们每{weekday}在{relative}家聚会。",
            telephone=True,
            weekday="星期日",
            relative="邻居",
        ),
        *_ask(
            COUNSEL,
            "你第一次被逮捕是什么时候？",
            "{date}，{agency}逮捕了我。",
            telephone=True,
            date="二零二二年三月二十七日",
            agency="宗教局",
        ),
        *_ask(
            COUNSEL,
            "你看到了什么？",
            "{agency}冲进了{event}的现场。",
            telephone=True,
            agency="宗教局",
            event="祷告会",
        ),
    ]


def _detention() -> list[Turn]:
    return [
        *_ask(COUNSEL, "你后来怎么样了？", "我在{facility}被关了{dur}。", facility="看守所", dur="四十一天"),
        *_ask(COUNSEL, "申请书上说你被关了{dur}，对吗？", "对不起，我记错了。", dur="四十二天"),
        *_ask(COUNSEL, "他们打了你哪里？", "他们用{tool}打我的{body}。", tool="皮带", body="背"),
        *_ask(
            COUNSEL,
            "你是怎么被放出来的？",
            "我的{relative}付了{yuan}，他们才放了我。",
            relative="表哥",
            yuan="五万元",
        ),
        Turn(
            COUNSEL,
            "en",
            exact("{exhibit}是{name}的{thing}。", exhibit="证据D", name="冯永福", thing="病历"),
        ),
    ]


def _leaving() -> list[Turn]:
    return [
        *_ask(
            COUNSEL,
            "你是什么时候离开中国的？",
            "我是{monthyear}从{place}离开中国的。",
            monthyear="二零二二年八月",
            place="福州",
        ),
        *_ask(
            COUNSEL,
            "你是什么时候到美国的？",
            "我{date}{clock}到了{uscity}。",
            date="二零二二年十一月十一日",
            clock="凌晨一点五十分",
            uscity="圣地亚哥",
        ),
        *_ask(
            COUNSEL,
            "如果你回到中国会发生什么？",
            "我相信{agency}会把我关进{facility}。",
            agency="国家安全人员",
            facility="黑监狱",
        ),
    ]


_INTERVIEW: Sequence[tuple[str, dict[str, str]]] = (
    (
        "我从{year}开始在{uscity}做移民律师，到现在已经办过{cases}。",
        {"year": "二零一七年", "uscity": "纽约", "cases": "二百二十三个案子"},
    ),
    (
        "去年我们办公室接了{cases}，其中{percent}得到了批准。",
        {"cases": "三十九个案子", "percent": "百分之六十三"},
    ),
    ("在{uscity}，一个案子从申请到开庭平均要等{dur}。", {"uscity": "纽约", "dur": "七年"}),
    ("庇护申请必须在入境以后一年之内提出，很多人不知道这个期限。", {}),
    ("法官最看重的是证词前后一致，尤其是日期和数字。", {}),
    (
        "有一次，翻译把{yuan}说成了{yuan2}，法官就怀疑证人在撒谎。",
        {"yuan": "三万元", "yuan2": "九百元"},
    ),
    (
        "他在{place}当{job}，因为帮助{group}被{agency}带走。",
        {"place": "上海", "job": "记者", "group": "维吾尔人", "agency": "国保"},
    ),
    (
        "他告诉我，{agency}用{tool}打他，逼他承认{crime}。",
        {"agency": "警察", "tool": "棍子", "crime": "寻衅滋事"},
    ),
    (
        "他的{relative}付了{yuan}，{agency}才同意放人。",
        {"relative": "妻子", "yuan": "三万元", "agency": "公安局"},
    ),
    (
        "他先{vehicle}到了{country}，在那里等了{dur}才拿到签证。",
        {"vehicle": "坐飞机", "country": "泰国", "dur": "四十三天"},
    ),
    (
        "他的{relative}至今还在{place}，每{weekday}都要去派出所报到。",
        {"relative": "妻子", "place": "四川", "weekday": "星期三"},
    ),
    ("我们请了一位医生检查他的{body}，写了{pages}的报告。", {"body": "背", "pages": "三十四页"}),
    ("法官在{clock}宣布批准，他的{relative}当场哭了。", {"clock": "下午四点十五分", "relative": "母亲"}),
    ("做这份工作{years}以后，我还是会为这些故事流泪。", {"years": "六年"}),
    ("我希望大家明白，申请庇护不是犯罪。", {}),
)


def _interview() -> tuple[Turn, ...]:
    return tuple(Turn(ATTORNEY, "zh", exact(pattern, **slots)) for pattern, slots in _INTERVIEW)
