"""The live release on file systems without symbolic links: a small file names it.

``current.txt`` is what counts; it has the form that ``RewriteMap txt:`` of Apache reads. IIS reads
``web.config``, which follows from it.
"""

from __future__ import annotations

import re

POINTER, WEB_CONFIG = "current.txt", "web.config"

_LINE = re.compile(r"release (\d{8}T\d{6}Z-[0-9a-f]{8})\r?\n?", re.ASCII)


def pointer(name: str) -> bytes:
    return f"release {name}\n".encode()


def named(data: bytes) -> str | None:
    """The release that ``current.txt`` names."""
    found = _LINE.fullmatch(data.decode("ascii", "replace"))
    return found[1] if found else None


def web_config(name: str) -> bytes:
    return _WEB_CONFIG.replace("RELEASE", name).encode()


_WEB_CONFIG = """<?xml version="1.0" encoding="utf-8"?>
<!-- Written by sotay publish from current.txt, and written anew when it differs. IIS needs the
     module URL Rewrite. What you want to add stands in the web.config of a folder above. -->
<configuration>
  <system.webServer>
    <rewrite>
      <rules>
        <rule name="sotay-folders" stopProcessing="true">
          <match url="^(?!releases/)(.*[^/])$" />
          <conditions>
            <add matchType="IsDirectory"
                 input="{APPL_PHYSICAL_PATH}releases\\RELEASE\\site\\{R:1}" />
          </conditions>
          <action type="Redirect" url="{R:1}/" redirectType="Permanent" />
        </rule>
        <rule name="sotay-release" stopProcessing="true">
          <match url="^(?!releases/RELEASE/site/)(.*)$" />
          <action type="Rewrite" url="releases/RELEASE/site/{R:1}" />
        </rule>
      </rules>
    </rewrite>
    <security>
      <requestFiltering>
        <hiddenSegments>
          <add segment=".may-chu" />
        </hiddenSegments>
      </requestFiltering>
    </security>
  </system.webServer>
</configuration>
"""
