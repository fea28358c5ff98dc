from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimony.transcript.types import Severity, Word
from translate.checks import RULES, Context, check_pair

ZH_EN = ("zh", "en")
PAIRS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("correct_pairs.tsv").read_text(encoding="utf-8").splitlines()
]


def kinds(source: str, target: str, languages: tuple[str, str] = ZH_EN, **known: object) -> set[str]:
    found = check_pair(source, target, *languages, **known)  # type: ignore[arg-type]
    return {flag.kind.value for flag in found if flag.severity is not Severity.INFO}


def infos(source: str, target: str, context: Context | None = None) -> set[str]:
    found = check_pair(source, target, *ZH_EN, context=context)
    return {flag.kind.value for flag in found if flag.severity is Severity.INFO}


def test_correct_pairs_raise_few_doubts() -> None:
    both_ways = [(zh, en, "zh", "en") for zh, en in PAIRS] + [(en, zh, "en", "zh") for zh, en in PAIRS]
    flagged = [pair for pair in both_ways if kinds(pair[0], pair[1], pair[2:])]
    assert len(flagged) <= 0.03 * len(both_ways), flagged


def test_free_pairs_of_the_benchmark_raise_few_doubts() -> None:
    folder = Path(__file__).parents[3] / "benchmarks" / "translate_data"
    for path in sorted(folder.glob("round*.tsv")):
        rows = [line.split("\t")[:2] for line in path.read_text(encoding="utf-8").splitlines()]
        both_ways = [(zh, en, "zh", "en") for zh, en in rows] + [(en, zh, "en", "zh") for zh, en in rows]
        flagged = [pair for pair in both_ways if kinds(pair[0], pair[1], pair[2:])]
        bound = 0.015 if path.stem == "rounds_2_to_10" else 0.025
        assert len(flagged) <= bound * len(both_ways), (path.name, flagged)


def test_a_clause_in_other_words_is_told_and_not_alarmed_about() -> None:
    pair = ("他答应了,后来杳无音信没有回应。", "He agreed, and vanished into thin air.")
    assert "negation" not in kinds(*pair)
    assert "negation" in infos(*pair)


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("来了十五个警察。", "Fifty police officers came.", "number_mismatch"),
        ("他们要我交两万五。", "They wanted 2,500 from me.", "number_mismatch"),
        ("百分之三十的人同意。", "Thirteen percent of the people agreed.", "number_mismatch"),
        ("我付了五千美元。", "I paid 5,000 yuan.", "number_mismatch"),
        ("三亿人。", "30 million people.", "number_mismatch"),
        ("我是二零一九年三月离开的。", "I left in May 2019.", "date_mismatch"),
        ("我是二零一九年三月离开的。", "I left in March 2018.", "date_mismatch"),
        ("那天是星期三。", "That was a Tuesday.", "date_mismatch"),
        ("晚上八点半。", "8:30 a.m.", "date_mismatch"),
        ("下午三点一刻到的。", "We arrived at 3:45 p.m.", "date_mismatch"),
        ("关了三个月。", "I was held for three years.", "date_mismatch"),
        ("一个月以后。", "A year later.", "date_mismatch"),
        ("民国八十年出生。", "Born in 1991.", "date_mismatch"),
        ("我没有签字。", "I signed.", "negation"),
        ("我签了字。", "I did not sign.", "negation"),
        ("我没有签字,也没有认罪。", "I did not sign, and I pleaded guilty.", "negation"),
        ("我在北京被捕了。", "We were arrested in Beijing.", "pronoun"),
        ("我们在北京被捕了。", "I was arrested in Beijing.", "pronoun"),
        ("我把我的护照给了他。", "We gave him my passport.", "pronoun"),
        ("我的哥哥被抓了。", "My younger brother was taken.", "kinship"),
        ("我舅舅在美国。", "My grandfather is in America.", "kinship"),
        ("我从北京来。", "I come from Shanghai.", "name_mismatch"),
        ("我被拘留了。", "I was 拘留.", "untranslated"),
        ("我被拘留了。", "我被拘留了。", "untranslated"),
        ("我被拘留了。", "", "untranslated"),
        ("他们打了我。", "They beat me. They beat me. They beat me.", "loop"),
        ("全县有四十多万人口。", "The county has a population of more than 4,000.", "number_mismatch"),
        ("整个项目投资了一点二亿。", "The whole project was an investment of 12 million.", "number_mismatch"),
        ("他身高一米七八。", "He is 1.87 meters tall.", "number_mismatch"),
        ("案号是二零八,五四三,九一二。", "The case number is 208-543-921.", "number_mismatch"),
        ("第三天警察来了。", "On the fourth day the police came.", "date_mismatch"),
        ("下午四点差十分。", "4:10 p.m.", "date_mismatch"),
        ("每次不超过三分钟。", "Three minutes each time.", "negation"),
        ("我同意这个决定。", "I disagree with this decision.", "negation"),
        ("有,她让我签了名。", "No, she had me sign.", "negation"),
        ("[UI] 他走了。", "He left.", "tag_lost"),
        ("请看EX_1。", "Please look at EX 1.", "tag_lost"),
        ("请看证据C。", "Please look at Exhibit D.", "tag_lost"),
        ("我没注意到。", "I noticed it.", "negation"),
        ("他们没有放过她。", "They let her go.", "negation"),
        ("案子拖了一年零两个月。", "The case dragged on for sixteen months.", "date_mismatch"),
        ("每周二、四上夜校。", "I go to night school Tuesdays and Fridays.", "date_mismatch"),
        ("警察冲进我家,没收了电脑,然后把我带到派出所。", "The police stormed my home.", "length_ratio"),
    ],
)
def test_a_planted_error_is_named(source: str, target: str, kind: str) -> None:
    assert kind in kinds(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("一共一万二千块。", "12,000 in all."),
        ("我们俩都去了。", "The two of us went."),
        ("两年半。", "Two and a half years."),
        ("九八年到零五年。", "From 1998 to 2005."),
        ("凌晨十二点半。", "12:30 a.m."),
        ("第二天他走了。", "He left the next day."),
        ("半年以后。", "Six months later."),
        ("二十四小时。", "One day."),
        ("三四个人。", "Three or four people."),
        ("他十分害怕,万一出事怎么办?", "He was very afraid: what if something happened?"),
        ("为什么不去三自教会?", "Why didn't you go to the Three-Self Church?"),
        ("我费了九牛二虎之力才找到他。", "It took me tremendous effort to find him."),
        ("我当时进退两难。", "I was caught in a dilemma."),
        ("我们家三亩半,应该给十四万。", "We had three and a half mu, so it should have been 140,000."),
        ("买断工龄给了一万一。", "I got 11,000 as severance."),
        ("一小时十六块五。", "$16.50 an hour."),
        ("每隔一个月去一次。", "I went every other month."),
        ("我今年三十六岁。", "I am 36 years old."),
        ("打八折,一百九十二块。", "Twenty percent off: 192 yuan."),
        ("请看证据,约翰福音三章十六节。", "Please look at the evidence, the Gospel of John 3:16."),
        ("下午两点五十左右我到的。", "I arrived at around ten to three in the afternoon."),
        ("五十三天,其中七天在丛林里。", "Fifty-three days, seven of them in the jungle."),
        ("一天干十八九个小时。", "We worked eighteen or nineteen hours a day."),
        ("大概五十来万。", "About half a million."),
        ("我参加过十四次游行。", "I took part in a march 14 times."),
        ("我小叔子分了家。", "My husband's younger brother set up his own household."),
        ("我撤回这个问题。", "I withdraw the question."),
        ("我有点感冒,不碍事。", "I have a bit of a cold, but it's fine."),
        ("他说一不二,我们都怕他。", "His word was law, and we were all afraid of him."),
        ("不行,必须本人到场。", "No, you must appear in person."),
        ("您讲一下这是什么意思。", "Tell me what this means."),
        ("机会不到百分之六十七。", "The chance is less than 67 percent."),
        ("我不得不走。", "I had to leave."),
        ("你有没有去?", "Did you go?"),
        ("他否认了。", "He denied it."),
        ("除非他来。", "Unless he comes."),
        ("我和妻子去了。", "My wife and I went."),
        ("我住在哥伦比亚。", "I lived in Colombia."),
        ("他住在四川。", "He lives in Sichuan."),
        ("李小姐来了。", "Miss Li came."),
        ("我在芝加哥。", "I am in Chicago."),
        ("电话是六四六，五五五，零一九八。", "The phone is 646-555-0198."),
        ("对，没有错。", "That is correct."),
        ("我表弟周天宇可以作证。", "My cousin Zhou Tianyu can testify to that."),
        ("他给了一百万元。", "He gave 1,000,000 yuan."),
        ("我在马三家待了两年。", "I spent two years at Masanjia."),
        ("案子拖了一年零两个月。", "The case dragged on for fourteen months."),
        ("小费跟服务员对半分。", "I split the tips fifty-fifty with the servers."),
        ("你们多久通一次话？", "How often do you two talk?"),
        ("每周二、四上夜校。", "I go to night school Tuesdays and Thursdays."),
        ("喂，是一一九吗？", "Hello, is this the fire department?"),
        ("高压一百六，低压九十五。", "160 over 95."),
        ("车祸是去年感恩节前一天出的。", "The accident happened the day before Thanksgiving last year."),
        ("他说，你们这是非法集会。", 'He said, "This is an illegal gathering."'),
        ("在泰国递过一次，没批。", "I applied once in Thailand and it was turned down."),
        ("他没能活下来。", "He did not survive."),
        ("灯没亮。", "The light was off."),
        ("他不吃肉。", "He's a vegetarian."),
        ("钱花光了。", "There's no money left."),
        ("泰国警察抓过你没有？", "Were you ever arrested by the Thai police?"),
        ("我妈是她带大的。", "She raised my mother."),
        ("给我指定了一个，见面不到十分钟。", "They appointed one for me. We met for under ten minutes."),
        ("我大舅哥有条船。", "My wife's older brother has a boat."),
    ],
)
def test_what_only_looks_like_an_error_is_left_alone(source: str, target: str) -> None:
    assert kinds(source, target) == set()
    assert kinds(target, source, ("en", "zh")) == set()


def test_traditional_text_is_checked_like_simplified() -> None:
    assert "kinship" in kinds("我的媽媽在臺灣。", "My father is in Taiwan.", ("zh-Hant", "en"))
    assert kinds("我的媽媽沒有護照。", "My mother has no passport.", ("zh-Hant", "en")) == set()


def test_what_an_interpreter_listens_for_is_only_information() -> None:
    assert "gender_guess" in infos("他走了。", "She left.")
    assert "subject_supplied" in infos("没去过。", "I have never been there.")
    assert "name_unverified" in infos("他叫王小军。", "His name is Wang Xiaojun.")
    doubtful = Context(words=[Word(0, 100, "十", 0.3)])
    assert "number_uncertain" in infos("十个人。", "Ten people.", doubtful)
    other = Context(alternatives=["四个人。"])
    assert "number_uncertain" in infos("十个人。", "Ten people.", other)


def test_a_waived_rule_stays_silent() -> None:
    assert kinds("我没有签字。", "I signed.", waived={"negation"}) == set()


def test_other_languages_keep_the_rules_that_need_no_dictionary() -> None:
    assert "untranslated" in kinds("Bonjour tout le monde", "Bonjour tout le monde", ("fr", "de"))
    assert "number_mismatch" in kinds("J'ai 3 enfants", "Ich habe 4 Kinder", ("fr", "de"))
    assert kinds("Je ne sais pas, ma mère est morte", "Ich habe zwei Kinder, we said", ("fr", "de")) == set()


def test_every_rule_says_what_it_looks_for() -> None:
    assert all(rule.explanation.endswith(".") and rule.id for rule in RULES)


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_a_rule(source: str, target: str) -> None:
    for languages in (ZH_EN, ("en", "zh"), ("ug", "en")):
        check_pair(source, target, *languages)


@pytest.mark.parametrize(
    "text", ["𠮷" * 50, "😀", "مەن ئۇيغۇر", "第万亿十", "百分之", "点", "1" * 400, "一" * 300]
)
def test_strange_text_is_checked(text: str) -> None:
    check_pair(text, "He left.", *ZH_EN)
    check_pair("他走了。", text, *ZH_EN)
