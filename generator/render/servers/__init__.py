"""What web servers need to show a site as it is meant to be shown.

`tables` change with every build and travel with the site; `configurations` are made once for a
host and use them.
"""

from __future__ import annotations

from generator.render.servers.configurations import (
    CONTAINER,
    INSIDE,
    KINDS,
    SITE,
    TYPES,
    configuration,
    web_config,
)
from generator.render.servers.host import TARGET, Host, container_host, host
from generator.render.servers.tables import FOLDER, files

__all__ = [
    "CONTAINER",
    "FOLDER",
    "INSIDE",
    "KINDS",
    "SITE",
    "TARGET",
    "TYPES",
    "Host",
    "configuration",
    "container_host",
    "files",
    "host",
    "web_config",
]
