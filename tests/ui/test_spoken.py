"""What a screen reader is told of a text that changes: the text, and not its name alone."""

from __future__ import annotations

from ui.widgets import Text, Value, named


def test_a_value_is_told_under_its_name(dressed: object) -> None:
    value = Value("identity", "Who is signed in", "111122223333")
    assert value.accessibleName() == "Who is signed in"
    assert value.accessibleDescription() == "111122223333"
    value.setText("444455556666")
    assert value.accessibleDescription() == "444455556666"
    value.clear()
    assert value.text() == value.accessibleDescription() == ""


def test_a_paragraph_with_a_name_is_told_too(dressed: object) -> None:
    text = Text()
    text.say("Nobody")
    assert text.accessibleDescription() == ""  # the text is its name
    named(text, "signed_in_as", "Who is signed in")
    text.say("Root user\n<of> 111122223333")
    assert text.accessibleDescription() == "Root user\n<of> 111122223333"
