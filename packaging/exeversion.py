"""The version resource of the frozen aikagi.exe, in the form in which PyInstaller reads it.

https://pyinstaller.org/en/stable/usage.html#capturing-windows-version-data
"""

from __future__ import annotations

from collections.abc import Mapping


def text(version: str, numbers: tuple[int, ...], publisher: str, words: Mapping[str, str]) -> str:
    """What Windows shows of the file. `words` is its description by language and character set.

    Those are written as in a resource's own block: 041104b0 is Japanese in Unicode.
    """
    tables = []
    for language, description in words.items():
        said = {
            "CompanyName": publisher,
            "FileDescription": description,
            "FileVersion": version,
            "InternalName": "aikagi",
            "LegalCopyright": f"{publisher}. Apache License 2.0.",
            "OriginalFilename": "aikagi.exe",
            "ProductName": "Aikagi",
            "ProductVersion": version,
        }
        pairs = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in said.items())
        tables.append(f"StringTable({language!r}, [{pairs}])")
    codes = [code for one in words for code in (int(one[:4], 16), int(one[4:], 16))]
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([{', '.join(tables)}]), "
        f"VarFileInfo([VarStruct('Translation', {codes})])])\n"
    )
