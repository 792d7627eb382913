"""What an installation may choose; everything has a default that is right for one mall on one machine."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

LARGEST_UPLOAD_BYTES = 21_000_000  # the largest file, 20 MB, and the rest of its form
LARGEST_ROSTER_BYTES = 2_000_000  # a roster of 200 officers is a workbook of 140 kB, of 60 officers one of 65 kB
LARGEST_FORM_BYTES = 200_000


class WebSettings(BaseSettings):
    """Read from the environment, each with the prefix LOKETPLAN_ (LOKETPLAN_HTTPS=1).

    data        : folder of database, secret and files being imported.
    https       : the browser reaches us by HTTPS, so cookies are Secure.
    hosts       : names under which browsers may ask for us; empty: any, except for `single_user`.
    proxy_hops  : trusted proxies before us, whose X-Forwarded-For is believed.
    single_user : sign everybody in as the manager while no user exists; only for a server of this machine.
    """

    model_config = SettingsConfigDict(env_prefix="LOKETPLAN_", extra="ignore")

    data: Path | None = None
    https: bool = False
    hosts: tuple[str, ...] = ()
    proxy_hops: int = Field(default=0, ge=0, le=4)
    single_user: bool = False
