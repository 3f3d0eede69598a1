"""A sum in words, as the last line of a Russian invoice has it."""

from backend.domain.values.money import KOPECKS_IN_ROUBLE

Forms = tuple[str, str, str]
"""A noun after 1, after 2 to 4, and after 5 and more: «рубль», «рубля», «рублей»."""

ROUBLE: Forms = ("рубль", "рубля", "рублей")
KOPECK: Forms = ("копейка", "копейки", "копеек")

_MASCULINE = (
    "", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять",
    "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать",
    "семнадцать", "восемнадцать", "девятнадцать",
)  # fmt: skip
_FEMININE = ("", "одна", "две", *_MASCULINE[3:])
_TENS = (
    "", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят",
    "восемьдесят", "девяносто",
)  # fmt: skip
_HUNDREDS = (
    "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот",
    "девятьсот",
)  # fmt: skip
_GROUPS: tuple[tuple[Forms, tuple[str, ...]], ...] = (
    (("", "", ""), _MASCULINE),
    (("тысяча", "тысячи", "тысяч"), _FEMININE),
    (("миллион", "миллиона", "миллионов"), _MASCULINE),
    (("миллиард", "миллиарда", "миллиардов"), _MASCULINE),
    (("триллион", "триллиона", "триллионов"), _MASCULINE),
)


def after_number(number: int, forms: Forms) -> str:
    """The noun's form after a number: 1 рубль, 2 рубля, 5 рублей, 11 рублей, 21 рубль."""
    last, tens = number % 10, number % 100 // 10
    if tens == 1 or last == 0 or last > 4:
        return forms[2]
    return forms[0] if last == 1 else forms[1]


def number_in_words(number: int) -> str:
    """A whole number below a quadrillion, in the masculine: «двадцать одна тысяча один»."""
    if not number:
        return "ноль"
    words: list[str] = []
    for place in reversed(range(len(_GROUPS))):
        group = number // 1000**place % 1000
        if group:
            noun, units = _GROUPS[place]
            words += [*_below_thousand(group, units), after_number(group, noun)]
    return " ".join(word for word in words if word)


def sum_in_words(kopecks: int) -> str:
    """«Пятьсот пятьдесят рублей 00 копеек»; the kopecks stay in figures, as is usual."""
    roubles, rest = divmod(abs(kopecks), KOPECKS_IN_ROUBLE)
    words = f"{number_in_words(roubles)} {after_number(roubles, ROUBLE)}"
    words = f"{words} {rest:02d} {after_number(rest, KOPECK)}"
    words = f"минус {words}" if kopecks < 0 else words
    return words[0].upper() + words[1:]


def _below_thousand(number: int, units: tuple[str, ...]) -> tuple[str, ...]:
    hundreds, rest = divmod(number, 100)
    if rest < 20:
        return _HUNDREDS[hundreds], units[rest]
    return _HUNDREDS[hundreds], _TENS[rest // 10], units[rest % 10]
