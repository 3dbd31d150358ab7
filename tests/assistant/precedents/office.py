"""Tracked changes accepted and rejected: by the XML alone, and by LibreOffice through a macro."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from io import BytesIO
from pathlib import Path

SOFFICE = shutil.which("soffice")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def settled(data: bytes, accept: bool) -> list[tuple[str, str]]:
    """(style, text) of each paragraph of a DOCX once all changes are accepted or rejected."""
    gone, kept = ("del", "ins") if accept else ("ins", "del")
    with zipfile.ZipFile(BytesIO(data)) as package:
        body = ET.fromstring(package.read("word/document.xml")).find(f"{_W}body")
    assert body is not None
    found: list[tuple[str, str]] = []
    open_text = ""
    for paragraph in body.findall(f"{_W}p"):
        for child in paragraph:
            if child.tag in (f"{_W}r", f"{_W}{kept}"):
                open_text += _run_text(child)
            else:
                assert child.tag in (f"{_W}pPr", f"{_W}{gone}")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        assert style is not None
        if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}{gone}") is None:
            found.append((style.get(f"{_W}val") or "", open_text))
            open_text = ""
    assert not open_text
    return found


def _run_text(element: ET.Element) -> str:
    text = ""
    for each in element.iter():
        if each.tag in (f"{_W}t", f"{_W}delText"):
            text += each.text or ""
        elif each.tag == f"{_W}tab":
            text += "\t"
    return text


_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>
</library:libraries>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
<library:element library:name="Module1"/>
</library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Both(source As String, accepted As String, rejected As String)
  Settle(source, ".uno:AcceptAllTrackedChanges", accepted)
  Settle(source, ".uno:RejectAllTrackedChanges", rejected)
End Sub

Sub Settle(source As String, command As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName"
  filter(0).Value = "OpenDocument Text Flat XML"
  document.storeToURL(target, filter())
  document.close(True)
End Sub
</script:module>
"""


def by_libreoffice(docx: Path, work: Path) -> tuple[ET.Element, ET.Element]:
    """The text of the document, all changes accepted and all rejected, as OpenDocument elements."""
    assert SOFFICE is not None
    profile = work / "profile"
    # the first start makes a profile, and would overwrite a macro that stands there already
    _run(profile, "--terminate_after_init")
    basic = profile / "user" / "basic"
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    (basic / "script.xlc").write_text(_LIBRARIES, encoding="utf-8")
    (basic / "Standard" / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (basic / "Standard" / "Module1.xba").write_text(_MODULE, encoding="utf-8")
    targets = [work / "accepted.fodt", work / "rejected.fodt"]
    urls = ",".join(f'"{each.as_uri()}"' for each in (docx, *targets))
    _run(profile, f"macro:///Standard.Module1.Both({urls})")
    texts = [ET.parse(each).getroot().find(f"{_OFFICE}body/{_OFFICE}text") for each in targets]
    assert texts[0] is not None
    assert texts[1] is not None
    return texts[0], texts[1]


def _run(profile: Path, *words: str) -> None:
    subprocess.run(
        [str(SOFFICE), "--headless", f"-env:UserInstallation={profile.as_uri()}", *words],
        check=True,
        capture_output=True,
        timeout=180,
    )


def below_headings(text: ET.Element) -> dict[str, str]:
    """The paragraphs under each heading, joined by line breaks, footnotes left out."""
    found: dict[str, list[str]] = {}
    heading = ""
    for element in text:
        if element.tag == f"{_TEXT}h":
            heading = _plain(element)
            found[heading] = []
        elif element.tag == f"{_TEXT}p":
            found[heading].append(_plain(element))
    return {heading: "\n".join(lines) for heading, lines in found.items()}


def footnotes(text: ET.Element) -> list[str]:
    """What the footnotes say, in order."""
    return [
        "".join(_plain(p) for p in body.findall(f"{_TEXT}p")).strip()
        for body in text.iter(f"{_TEXT}note-body")
    ]


def _plain(element: ET.Element) -> str:
    text = element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            text += " " * int(child.get(f"{_TEXT}c", "1"))
        elif child.tag == f"{_TEXT}tab":
            text += "\t"
        elif child.tag != f"{_TEXT}note":
            text += _plain(child)
        text += child.tail or ""
    return text
