"""Numbers as a hearing says them: Hanzi numerals, and English read aloud."""

_HAN = "零一二三四五六七八九"
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_WORDS_UP_TO = 10


def han(number: int) -> str:
    """Give a number from 0 to 99,999,999 in Hanzi: 120 → 一百二十, 20500 → 两万零五百."""
    if number >= 10_000:
        head, tail = divmod(number, 10_000)
        lead = "两" if head == 2 else han(head)
        gap = "零" if 0 < tail < 1000 else ""
        return lead + "万" + (gap + han(tail) if tail else "")
    if number >= 1000:
        head, tail = divmod(number, 1000)
        lead = "两" if head == 2 else _HAN[head]
        gap = "零" if 0 < tail < 100 else ""
        return lead + "千" + (gap + _under_thousand(tail) if tail else "")
    return _under_thousand(number, leading=True)


def _under_thousand(number: int, leading: bool = False) -> str:
    if number >= 100:
        head, tail = divmod(number, 100)
        gap = "零" if 0 < tail < 10 else ""
        return _HAN[head] + "百" + (gap + _under_thousand(tail) if tail else "")
    if number >= 10:
        head, tail = divmod(number, 10)
        lead = "" if head == 1 and leading else _HAN[head]
        return lead + "十" + (_HAN[tail] if tail else "")
    return _HAN[number]


def han_count(number: int) -> str:
    """Give a number as it stands before a measure word: 2 → 两."""
    return "两" if number == 2 else han(number)


def han_digits(number: int | str) -> str:
    """Give digits one by one: 2019 → 二零一九."""
    return "".join(_HAN[int(digit)] for digit in str(number))


def english(number: int) -> str:
    """Give a number below a hundred million in English words, as it is read aloud."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (" " + _ONES[ones] if ones else "")
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            head, tail = divmod(number, size)
            return f"{english(head)} {name}" + (f" {english(tail)}" if tail else "")
    raise ValueError(f"{number} is not a number this phrasebook says")


def english_ordinal(number: int) -> str:
    """Give an ordinal below a hundred in words: 21 → twenty first."""
    if number in {20, 30}:
        return english(number)[:-1] + "ieth"
    *front, last = english(number).split()
    return " ".join([*front, _ORDINALS.get(last, last + "th")])


def english_year(year: int) -> str:
    """Give a year as it is read aloud: 2005 → two thousand five, 2019 → twenty nineteen."""
    if 2000 <= year < 2010:
        return "two thousand" + (f" {english(year - 2000)}" if year > 2000 else "")
    head, tail = divmod(year, 100)
    return f"{english(head)} {english(tail)}"


def english_count(number: int) -> str:
    """Give a count as it is written: words up to ten, digits with a comma above."""
    return english(number) if number <= _WORDS_UP_TO else f"{number:,}"
