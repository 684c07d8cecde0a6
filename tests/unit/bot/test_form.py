"""Forms are read by everybody as what was put in."""

from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from bot.sender.form import encoded

TEXT = st.text(st.characters(codec="utf-8"))


@given(st.dictionaries(st.sampled_from(["text", "chat_id", "reply_markup"]), TEXT))
def test_every_field_is_read_back_as_it_was(fields: dict[str, str]) -> None:
    read = parse_qs(encoded(fields).decode(), keep_blank_values=True, strict_parsing=bool(fields))
    assert {name: values[0] for name, values in read.items()} == fields


def test_half_a_surrogate_pair_costs_one_character_and_not_the_message() -> None:
    assert parse_qs(encoded({"text": "早\ud83d上"}).decode())["text"] == ["早?上"]
