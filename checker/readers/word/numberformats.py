"""How Word writes a number in each `w:numFmt` (ST_NumberFormat: ECMA-376 part 1, 17.18.59).

The standard gives the signs; where Word departs from it, or the standard is silent, Word is followed, as told by
- [MS-OI29500] 2.1.540, Microsoft's notes on that very clause: ideographs in parentheses, not circles; Hindi vowels and
  consonants exchanged; kana that start over instead of doubling; bahtText in digits;
- [MS-DOCX] 2.4, the samples that Word shows in its dialogs: 一, 十, 一○○(简) against 一, 十, 一百(简);
- the labels that Word 16.112 prints (docling, pull request 4336) and those against which Aspose.Words is tested, which
  agree: 一○一 for chineseCounting, 一百〇一 for chineseCountingThousand, 壹佰零壹 for the formal one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

_MAX_NUMBER = 32_767  # Word numbers no further; a larger start is nonsense and is printed in digits
_MAX_TURNS = 30  # of a repeated letter: Word holds at most 31 characters ([MS-OI29500] 2.1.283)
_CYCLE = 392  # after which Word's Hebrew and Arabic letters start over

_Format = Callable[[int], str]

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ARABIC_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ARABIC_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضغظ"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_THAI = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_DEVANAGARI_CONSONANTS = tuple(map(chr, range(0x0915, 0x093A)))
_DEVANAGARI_VOWELS = (*map(chr, range(0x0905, 0x0915)), "अं", "अः")
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_AIUEO_NARROW = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_IROHA_NARROW = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    **{"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"},
    "twelve": "twelfth",
}
_KOREAN_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_KOREAN_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_VIETNAMESE = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _positive(write: _Format) -> _Format:
    """A format that begins at one; what is below it is printed in digits."""
    return lambda number: write(number) if number > 0 else str(number)


def _repeated(signs: Sequence[str]) -> _Format:
    """A … Z, then AA, BB: Word repeats the sign."""

    def write(number: int) -> str:
        turns, place = divmod(number - 1, len(signs))
        return signs[place] * (turns + 1) if turns < _MAX_TURNS else str(number)

    return _positive(write)


def _cycle(signs: Sequence[str]) -> _Format:
    """Signs that start over at the first after the last."""
    return _positive(lambda number: signs[(number - 1) % len(signs)])


def _within_cycle(write: _Format) -> _Format:
    """A format of which Word knows the first numbers only, and then starts over."""
    return _positive(lambda number: write((number - 1) % _CYCLE + 1))


def _run(signs: Sequence[str]) -> _Format:
    """Single signs (①②③); plain digits past the last."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _from(first: str, count: int) -> _Format:
    """Single signs that follow one another in Unicode."""
    return _run([chr(ord(first) + place) for place in range(count)])


def _by_digit(digits: str) -> _Format:
    return lambda number: "".join(digits[int(digit)] for digit in str(number)) if number >= 0 else str(number)


def _in_words(
    digits: str, units: str, *, zero: str = "", bare: str = "", bare_first: str = "", below: int = 100_000
) -> _Format:
    """A number with units for ten to ten thousand, as 二百三十.

    `zero` stands once for a gap inside (一百零一). A single one is not written before the units in `bare`, nor before
    those in `bare_first` where it would open the number (十一, but 一百一十一). From `below` on, digits.
    """

    def write(number: int) -> str:
        if not 0 <= number < below:
            return str(number)
        if number == 0:
            return digits[0]
        out: list[str] = []
        gap = False
        for power in (4, 3, 2, 1, 0):
            digit, unit = number // 10**power % 10, units[power - 1] if power else ""
            if digit == 0:
                gap = bool(out)
                continue
            if gap:
                out.append(zero)
            gap = False
            is_bare = digit == 1 and unit and (unit in bare or (unit in bare_first and not out))
            out.append(("" if is_bare else digits[digit]) + unit)
        return "".join(out)

    return write


def _counting(zero: str) -> _Format:
    """十, 二十一, 九十九, but digit by digit from a hundred on: 一○○, 一○一 ([MS-DOCX] 2.4)."""
    words = _in_words(zero + "一二三四五六七八九", "十百千万", bare_first="十", below=100)
    digits = _by_digit(zero + "一二三四五六七八九")
    return lambda number: words(number) if number < 100 else digits(number)


def _roman(number: int) -> str:
    out: list[str] = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        out.append(sign * count)
    return "".join(out)


def _ordinal(number: int) -> str:
    teens = 10 < number % 100 < 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _english(number: int) -> str:
    """Without "and", as American English has it; Word writes the language of the number, here taken for English."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    count, rest = divmod(number, size)
    return f"{_english(count)} {name}" + (f" {_english(rest)}" if rest else "")


def _english_ordinal(number: int) -> str:
    words = _english(number)
    at = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[at:]
    regular = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return words[:at] + _ORDINALS.get(last, regular)


def _hebrew_letters(number: int) -> str:
    turns, place = divmod(number, len(_HEBREW))
    return _HEBREW[-1] * turns + (_HEBREW[place - 1] if place else "")


def _hebrew_number(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    out = "קרש"[hundreds - 1] if hundreds else ""
    if rest in {15, 16}:  # written 9 + 6 and 9 + 7, so as not to write the name of God
        return out + ("טו" if rest == 15 else "טז")
    tens, ones = divmod(rest, 10)
    return out + ("יכלמנסעפצ"[tens - 1] if tens else "") + (_HEBREW[ones - 1] if ones else "")


def _korean_legal(number: int) -> str:
    if number >= 100:
        return _in_words("영일이삼사오육칠팔구", "십백천만", bare="십백", bare_first="천만")(number)
    tens, ones = divmod(number, 10)
    return _KOREAN_TENS[tens] + _KOREAN_ONES[ones]


def _vietnamese(number: int) -> str:
    if number > 999:
        return "một ngàn" if number == 1000 else str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    out = [f"{_VIETNAMESE[hundreds]} trăm"] if hundreds else []
    if tens:
        out.append("mười" if tens == 1 else f"{_VIETNAMESE[tens]} mươi")
    elif ones and hundreds:
        out.append("lẻ")
    if ones:
        out.append("lăm" if ones == 5 and tens else "mốt" if ones == 1 and tens > 1 else _VIETNAMESE[ones])
    return " ".join(out)


_ROMAN_FORMAT = _positive(_roman)
_UPPER_LETTER = _repeated("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_FULL_WIDTH = _by_digit("０１２３４５６７８９")
_CIRCLES = _from("①", 20)
_IDEOGRAPHS = _by_digit("〇一二三四五六七八九")

# Every value of ST_NumberFormat but `bullet` and `custom`, which stand in the level itself. In digits for want of a
# reliable table: hindiCounting, thaiCounting; as Word does: bahtText.
FORMATS: Mapping[str, _Format] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _FULL_WIDTH,
    "decimalFullWidth2": _FULL_WIDTH,
    "decimalEnclosedCircle": _CIRCLES,
    "decimalEnclosedCircleChinese": _CIRCLES,
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "none": lambda number: "",
    "upperLetter": _UPPER_LETTER,
    "lowerLetter": lambda number: _UPPER_LETTER(number).lower(),
    "upperRoman": _ROMAN_FORMAT,
    "lowerRoman": lambda number: _ROMAN_FORMAT(number).lower(),
    "ordinal": _positive(_ordinal),
    "cardinalText": _positive(lambda number: _english(number).capitalize()),
    "ordinalText": _positive(lambda number: _english_ordinal(number).capitalize()),
    "dollarText": _positive(lambda number: f"{_english(number).capitalize()} and 00/100"),
    "bahtText": str,
    "chicago": _repeated("*†‡§"),
    "chineseCounting": _counting("○"),
    "chineseCountingThousand": _in_words("〇一二三四五六七八九", "十百千万", zero="〇", bare_first="十"),
    "chineseLegalSimplified": _in_words("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", zero="零"),
    "ideographDigital": _IDEOGRAPHS,
    "ideographEnclosedCircle": _from("㈠", 10),
    "ideographLegalTraditional": _in_words("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", zero="零"),
    "ideographTraditional": _run(_STEMS),
    "ideographZodiac": _run(_BRANCHES),
    "ideographZodiacTraditional": _cycle([_STEMS[place % 10] + _BRANCHES[place % 12] for place in range(60)]),
    "taiwaneseCounting": _counting("○"),
    "taiwaneseCountingThousand": _in_words("零一二三四五六七八九", "十百千萬", zero="零", bare_first="十"),
    "taiwaneseDigital": _by_digit("○一二三四五六七八九"),
    "japaneseCounting": _in_words("〇一二三四五六七八九", "十百千万", bare="十百千"),
    "japaneseDigitalTenThousand": _IDEOGRAPHS,
    "japaneseLegal": _in_words("〇壱弐参四伍六七八九", "拾百阡萬"),
    "aiueo": _cycle(_AIUEO_NARROW),
    "aiueoFullWidth": _cycle(_AIUEO),
    "iroha": _cycle(_IROHA_NARROW),
    "irohaFullWidth": _cycle(_IROHA),
    "koreanCounting": _in_words("영일이삼사오육칠팔구", "십백천만", bare="십백천만"),
    "koreanDigital": _by_digit("영일이삼사오육칠팔구"),
    "koreanDigital2": _by_digit("零一二三四五六七八九"),
    "koreanLegal": _positive(_korean_legal),
    "ganada": _cycle("가나다라마바사아자차카타파하"),
    "chosung": _cycle("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "russianLower": _repeated(_RUSSIAN),
    "russianUpper": _repeated(_RUSSIAN.upper()),
    "hebrew1": _within_cycle(_hebrew_number),
    "hebrew2": _within_cycle(_hebrew_letters),
    "arabicAlpha": _within_cycle(_repeated(_ARABIC_ALPHABET)),
    "arabicAbjad": _within_cycle(_repeated(_ARABIC_ABJAD)),
    "hindiVowels": _repeated(_DEVANAGARI_CONSONANTS),
    "hindiConsonants": _repeated(_DEVANAGARI_VOWELS),
    "hindiNumbers": _by_digit("०१२३४५६७८९"),
    "hindiCounting": str,
    "thaiLetters": _repeated(_THAI),
    "thaiNumbers": _by_digit("๐๑๒๓๔๕๖๗๘๙"),
    "thaiCounting": str,
    "vietnameseCounting": _positive(_vietnamese),
}


def format_number(number: int, style: str) -> str:
    """`number` in a format of `w:numFmt`; digits where the format is not known or cannot hold it."""
    return FORMATS.get(style, str)(number) if abs(number) <= _MAX_NUMBER else str(number)
