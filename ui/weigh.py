"""Which button of a wizard Enter presses: not the one that passes by what is left to do."""

from __future__ import annotations

from PySide6.QtWidgets import QWizard, QWizardPage

from ui.button import Button


def weigh(page: QWizardPage, which: QWizard.WizardButton, *, primary: bool) -> None:
    """Make the button `which` of the wizard of `page` the one to press, or not."""
    wizard = page.wizard()
    if isinstance(wizard, QWizard):
        made = wizard.button(which)
        if isinstance(made, Button):
            made.set_primary(primary)
