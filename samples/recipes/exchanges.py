"""What is asked and answered in a hearing, theme by theme: Chinese patterns of the phrasebook."""

from typing import NamedTuple

from samples.recipes.script import COUNSEL, COURT


class Exchange(NamedTuple):
    """A question and its answer; both are rendered by the interpreter."""

    asker: str
    question: str
    answer: str


def _by(asker: str, *rows: tuple[str, str]) -> tuple[Exchange, ...]:
    return tuple(Exchange(asker, question, answer) for question, answer in rows)


NAME = Exchange(COURT, "请说出你的全名。", "我的名字叫{name}。")
OPENING = ("现在开庭。", "本庭在{uscity}审理{name}的案件。", "今天是{date}，现在是{clock}。")
OATH = Exchange(COURT, "你发誓你说的都是事实吗？", "我发誓。")
LINE_CHECK = Exchange(COURT, "视频连接清楚吗？", "我现在听得很清楚。")
BEFORE_PAUSE = "请看{exhibit}{page}。"
CLOSING = ("这次听证会预计需要{short}。", "下一次开庭是{date}{clock}。", "今天就到这里。")
THIS_YEAR = "二零二四年"

THEMES: tuple[tuple[int, tuple[Exchange, ...]], ...] = (
    (
        1,
        _by(
            COURT,
            ("你是哪一年出生的？", "我于{birthyear}{monthday}出生在{place}。"),
            ("你在哪里出生？", "我出生在{place}，在{place2}长大。"),
            ("你最流利的语言是什么？", "我会说{language}和一点{language2}。"),
        ),
    ),
    (
        2,
        _by(
            COUNSEL,
            ("你结婚了吗？", "我们于{date}在{place}结婚。"),
            ("你有孩子吗？", "我有{children}，最大的{age}。"),
            ("你认识{name}吗？", "我是在{place}认识{name}的。"),
            ("你当时做什么工作？", "我当了{years}的{job}。"),
            ("你在那里住了多久？", "我从{year}到{year2}住在{place}。"),
            ("你在那里工作了多久？", "我在那家{venue}工作了{dur}。"),
            ("你家里有几口人？", "{name}是我{relative}的{relative2}。"),
        ),
    ),
    (
        5,
        _by(
            COUNSEL,
            ("你第一次被逮捕是什么时候？", "{date}，{agency}逮捕了我。"),
            ("{agency}是什么时候来的？", "{agency}是{date}{clock}来的。"),
            ("来了多少人？", "来了{officers}，带走了我的{relative}。"),
            ("他们搜查了你的家吗？", "他们搜查了{short}，拿走了{thing}。"),
            ("他们把你带到哪里去了？", "他们把我带到了{place}的{facility}。"),
            ("你在{facility}待了多久？", "我从{monthyear}到{monthyear2}被关在{facility}。"),
            ("他们审问了你吗？", "他们审问了我{times}，每次{short}。"),
            ("审问持续了多久？", "审问从{clock}持续到{clock2}。"),
            ("他们打了你哪里？", "他们用{tool}打我的{body}。"),
            ("你是怎么被放出来的？", "我的{relative}付了{yuan}，他们才放了我。"),
            ("你被指控什么罪？", "{agency}指控我的{relative}{crime}。"),
        ),
    ),
    (
        3,
        _by(
            COUNSEL,
            ("你是什么时候离开中国的？", "我是{date}离开中国的。"),
            ("你是怎么来到美国的？", "我从{country}{vehicle}到了{country2}。"),
            ("你经过了哪些国家？", "我经过了{country}、{country2}和{country3}。"),
            ("你在{country}待了多久？", "我在{country}待了{dur}。"),
            ("你付了蛇头多少钱？", "我付给蛇头{yuan}，是向{relative}借的。"),
            ("你是什么时候到美国的？", "我{date}{clock}到了{uscity}。"),
            ("谁帮你填的申请表？", "{name}帮我填了申请表，收了{usd}。"),
        ),
    ),
    (
        2,
        _by(
            COUNSEL,
            ("你有没有参加过{event}？", "我在{year}参加了{place}的{event}。"),
            ("你为什么害怕回到{place}？", "我相信{agency}会把我关进{facility}。"),
            ("然后发生了什么？", "我把{thing}交给了{name}。"),
            ("你有什么症状？", "我有{symptom}已经{dur}了。"),
            ("你们在哪里聚会？", "我们每{weekday}{clock}在{venue}聚会。"),
            ("你有没有去看医生？", "我{date}去了医院，住了{dur}。"),
        ),
    ),
    (
        1,
        _by(
            COUNSEL,
            ("{exhibit}上的签名是你的吗？", "是的，是我在{date}签的。"),
            ("谁能证明这件事？", "我的{relative}{name}可以作证。"),
            ("你一共花了多少钱？", "我的{relative}卖了房子，得到{yuan}。"),
        ),
    ),
)
