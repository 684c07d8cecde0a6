"""A figure is the same however it is written: Chinese or English, in characters or digits, and counted from Sunday
22 November 2026, the day of the articles. Each row is held both ways: either side as the text, the other as the
evidence."""

import pytest

from digests.summaries.claims import (
    unsupported_dates,
    unsupported_money,
    unsupported_numbers,
    unsupported_percentages,
)
from tests.unit.summaries.claims.evidence import cited

_RULES = (unsupported_numbers, unsupported_money, unsupported_percentages, unsupported_dates)

SAME = [
    # scales
    ("贸易额达1.5万亿。", "Trade reached 1.5 trillion."),
    ("贸易额达1.5兆。", "Trade reached 1.5 trillion."),
    ("耗资3.2亿欧元。", "It cost 320 million euros."),
    ("耗资12亿美元。", "It cost $1.2 billion."),
    ("投资三十亿美元。", "An investment of $3bn."),
    ("观众1.2万人。", "An audience of 12,000 people."),
    ("共有5万9900人。", "There were 59,900 people."),
    ("共有两万五千人。", "There were 25,000 people."),
    ("共有2万5000人。", "There were twenty-five thousand people."),
    ("共有一百二十三艘。", "There were 123 ships."),
    ("共有一百零五人。", "There were 105 people."),
    ("共有一〇五人。", "There were 105 people."),
    ("共有１２３公里。", "It is 123 kilometres long."),
    ("全长1.5千米。", "It is 1.5 km long."),
    ("损失0.8亿元。", "损失8000万元。"),
    ("损失1亿2000万元。", "损失1.2亿元。"),
    ("一千五百万人受灾。", "Fifteen million people were hit."),
    ("50万人撤离。", "Half a million people were moved."),
    ("230万人投票。", "2.3 million people voted."),
    ("十万户停电。", "100,000 homes lost power."),
    # dozens, scores of words
    ("十二人获救。", "A dozen people were rescued."),
    ("24人获救。", "Two dozen people were rescued."),
    ("六人获救。", "Half a dozen people were rescued."),
    ("三人失踪。", "Three people are missing."),
    ("两名男子被捕。", "Two men were arrested."),
    ("两地商定。", "The two sides agreed."),
    # shares
    ("三成受访者反对。", "30 % of those asked objected."),
    ("三成五受访者反对。", "35 percent of those asked objected."),
    ("两成五受访者反对。", "25% of those asked objected."),
    ("百分之三点五。", "3.5 per cent."),
    ("百分之一百。", "100 percent."),
    ("增长２．５％。", "Up 2.5 percent."),
    ("半数受访者反对。", "Half of those asked objected."),
    ("一半受访者反对。", "50 percent of those asked objected."),
    ("超过半数议员反对。", "More than half the members objected."),
    ("三分之一议员反对。", "One third of the members objected."),
    ("三分之二议员反对。", "Two-thirds of the members objected."),
    ("四分之三议员反对。", "Three quarters of the members objected."),
    ("四分之一议员反对。", "A quarter of the members objected."),
    ("十分之一议员反对。", "One tenth of the members objected."),
    ("票价减半。", "Fares are halved."),
    ("票价减半。", "Fares are cut by 50 percent."),
    ("首月半价。", "The first month is half price."),
    # multiples
    ("产量翻一番。", "Output doubled."),
    ("产量翻了一番。", "Output will double to a record."),
    ("产量翻番。", "Output rose 100 percent."),
    ("产量翻倍。", "A twofold rise in output."),
    ("产量增加一倍。", "Output doubled."),
    ("产量增长一倍。", "产量翻一番。"),
    ("产量增至三倍。", "Output tripled."),
    ("产量增加两倍。", "Output tripled."),
    ("产量翻两番。", "Output quadrupled."),
    ("是去年的五倍。", "Five times as much as last year."),
    # money
    ("耗资1.2亿元人民币。", "It cost 120 million yuan."),
    ("罚款500万欧元。", "A fine of €5m."),
    ("罚款500万英镑。", "A fine of £5 million."),
    ("罚款300元新台币。", "A fine of NT$300."),
    ("每股12.5港元。", "HK$12.5 a share."),
    ("一百亿日圆。", "10 billion yen."),
    ("三十億歐元。", "€3bn."),
    # ordinals
    ("第十九轮会谈。", "The 19th round of talks."),
    ("第二十轮会谈。", "The twentieth round of talks."),
    ("第3届大会。", "The third session."),
    ("第二大城市。", "The second-largest city."),
    ("第三大经济体。", "The third largest economy."),
    ("第三次当选。", "Elected for the third time."),
    ("第一次当选。", "Elected for the first time."),
    ("连续第四年下降。", "It fell for a fourth consecutive year."),
    # ranges
    ("3至5人受伤。", "Three to five people were hurt."),
    ("3-5人受伤。", "三至五人受伤。"),
    ("三到五人受伤。", "Between three and five people were hurt."),
    ("10～12公里。", "10 to 12 kilometres."),
    ("增长3%至5%。", "Up 3 to 5 percent."),
    ("增长3%-5%。", "增长3%至5%。"),
    # units and signs
    ("零下5度。", "Minus 5 degrees."),
    ("负3%。", "-3 percent."),
    ("上调25个基点。", "Up 0.25 percentage points."),
    ("受灾3公顷。", "It covered three hectares."),
    ("半年后复航。", "It returns after six months."),
    ("两年后复航。", "It returns after 24 months."),
    ("48小时内撤离。", "They must leave within two days."),
    ("两周内撤离。", "They must leave within 14 days."),
    ("十年之后。", "A decade later."),
    ("二十年之后。", "Two decades later."),
    ("三年半之后。", "After 3.5 years."),
    ("航程1.5公里。", "航程1500米。"),
    ("重3吨。", "It weighs 3,000 kilograms."),
    # days
    ("会议将于下周一举行。", "The meeting is on 23 November."),
    ("会议将于下周一举行。", "The meeting is on Nov 23."),
    ("双方昨天签署。", "They signed on 21 November."),
    ("双方周六签署。", "They signed on November 21st, 2026."),
    ("双方上周五签署。", "They signed on 13 November."),
    ("双方11月20日签署。", "They signed last Friday."),
    ("后天开航。", "It sails on Nov. 24."),
    ("二〇二六年十一月二十二日。", "22 November 2026."),
    ("2026年11月22日。", "2026-11-22"),
    ("2026年11月22日。", "2026/11/22"),
    ("2026年11月2日。", "2026.11.02"),
    ("2026年11月22日。", "11/22/2026"),
    ("2026年11月22日。", "22/11/2026"),
    ("民国115年11月22日。", "22 November 2026."),
    ("民國一百一十五年十一月二十二日。", "2026-11-22"),
    ("２０２６年１１月２２日。", "November 22, 2026."),
    ("11月4日至6日举行。", "It runs from 4 to 6 November."),
    ("今年开工。", "Work began in 2026."),
    ("去年开工。", "Work began in 2025."),
    ("民国114年开工。", "Work began in 2025."),
    ("上个月开工。", "Work began in October 2026."),
    ("今年年底完成。", "It is done by the end of the year."),
    # quarters
    ("第三季度利润下降。", "Profit fell in the third quarter."),
    ("三季度利润下降。", "Profit fell in Q3."),
    ("2026年第一季度利润下降。", "Profit fell in the first quarter of 2026."),
    ("2025年四季度利润下降。", "Profit fell in Q4 2025."),
    ("今年上半年利润下降。", "Profit fell in the first half of 2026."),
]

OTHER = [
    ("贸易额达1.5万亿。", "Trade reached 1.5 billion."),
    ("贸易额达1.5亿。", "Trade reached 1.5 trillion."),
    ("观众1.2万人。", "An audience of 120,000 people."),
    ("观众12万人。", "An audience of 12,000 people."),
    ("共有两万五千人。", "There were 2,500 people."),
    ("共有一〇五人。", "There were 15 people."),
    ("共有１２３公里。", "It is 132 kilometres long."),
    ("十二人获救。", "Two dozen people were rescued."),
    ("五人获救。", "Half a dozen people were rescued."),
    ("三成受访者反对。", "3 % of those asked objected."),
    ("两成五受访者反对。", "20.5% of those asked objected."),
    ("百分之三点五。", "35 per cent."),
    ("半数受访者反对。", "40 percent of those asked objected."),
    ("三分之一议员反对。", "Two-thirds of the members objected."),
    ("四分之三议员反对。", "A quarter of the members objected."),
    ("票价减半。", "Fares are cut by 30 percent."),
    ("产量翻一番。", "Output tripled."),
    ("产量翻番。", "Output rose 50 percent."),
    ("产量增加两倍。", "Output doubled."),
    ("产量翻两番。", "Output doubled."),
    ("是去年的五倍。", "Four times as much as last year."),
    ("耗资1.2亿美元。", "It cost 120 million yuan."),
    ("罚款500万英镑。", "A fine of €5m."),
    ("罚款500万欧元。", "A fine of €500,000."),
    ("一百亿日圆。", "1 billion yen."),
    ("第十九轮会谈。", "The 20th round of talks."),
    ("第二大城市。", "The third-largest city."),
    ("第三次当选。", "Elected for the fourth time."),
    ("第四届大会。", "The fifth session."),
    ("3至5人受伤。", "Four to six people were hurt."),
    ("三至五人受伤。", "Two to five people were hurt."),
    ("3-5人受伤。", "Three to six people were hurt."),
    ("增长3%至5%。", "Up 3 to 6 percent."),
    ("零下5度。", "5 degrees above zero."),
    ("上升3个百分点。", "Up 3 percent."),
    ("半年后复航。", "It returns after five months."),
    ("48小时内撤离。", "They must leave within three days."),
    ("二十年之后。", "A decade later."),
    ("航程1.5公里。", "航程150米。"),
    ("三天之后。", "Three years later."),
    ("会议将于下周一举行。", "The meeting is on 24 November."),
    ("会议将于下周一举行。", "The meeting is on 30 November."),
    ("双方昨天签署。", "They signed on 20 November."),
    ("双方上周五签署。", "They signed on 20 November 2026."),
    ("2026年11月22日。", "2026-11-23"),
    ("2026年11月22日。", "2025/11/22"),
    ("2026年11月22日。", "11/23/2026"),
    ("民国115年11月22日。", "22 November 2025."),
    ("民国114年开工。", "Work began in 2026."),
    ("11月4日至6日举行。", "It runs from 4 to 7 November."),
    ("去年开工。", "Work began in 2024."),
    ("上个月开工。", "Work began in September 2026."),
    ("第三季度利润下降。", "Profit fell in the second quarter."),
    ("2025年四季度利润下降。", "Profit fell in Q4 2024."),
    ("今年上半年利润下降。", "Profit fell in the second half of 2026."),
]


def _missing(text: str, evidence: str) -> list[str]:
    return [words for rule in _RULES for words in rule(text, cited(evidence))]


def test_there_are_enough_rows_to_speak_of_a_table() -> None:
    assert len(SAME) + len(OTHER) >= 120


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_figure_passes_both_ways(one: str, other: str) -> None:
    assert _missing(one, other) == []
    assert _missing(other, one) == []


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_figure_fails_both_ways(one: str, other: str) -> None:
    assert _missing(one, other)
    assert _missing(other, one)
