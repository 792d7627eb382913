"""A small mall folder that is right by default; a test writes over the sheets that matter."""

from collections.abc import Callable
from pathlib import Path

import pytest

SMALL_MALL = {
    "mall.toml": """
name = "MPP Kecil"
zone = "WIB"
[day_types.normal]
sessions = [{id = "pagi", start = "08:00", end = "11:00"}, {id = "siang", start = "11:00", end = "15:00"}]
last_ticket = "14:00"
break_minutes = 60
break_starts = ["11:30", "12:30"]
""",
    "agencies.csv": "id,name,mode\ndukcapil,Disdukcapil,planned\nbpjs,BPJS,as_given\n",
    "desks.csv": "id,agency,name\ndukcapil,dukcapil,Disdukcapil\nbpjs,bpjs,BPJS\n",
    "services.csv": "id,desk,name\nktp,dukcapil,KTP-el\nkk,dukcapil,Kartu Keluarga\njkn,bpjs,Kepesertaan JKN\n",
    "counters.csv": "id,agency,desk\n1,dukcapil,\n2,dukcapil,\n3,bpjs,\n",
    "officers.csv": "id,name,agency\nsari,Sari,dukcapil\nbudi,Budi,dukcapil\nwati,Wati,bpjs\n",
    "skills.csv": "officer,service\nsari,ktp\nsari,kk\nbudi,ktp\nwati,jkn\n",
    "visits.csv": "date,service,visits\n2026-01-05,ktp,40\n2026-01-05,kk,20\n2026-01-05,jkn,15\n",
}


@pytest.fixture
def make_folder(tmp_path: Path) -> Callable[..., Path]:
    """`make_folder({"visits.csv": ...})`: the small mall with those files instead; None leaves a file out."""

    def make(changes: dict[str, str | bytes | None] | None = None) -> Path:
        folder = tmp_path / "mal"
        folder.mkdir(exist_ok=True)
        for name, content in {**SMALL_MALL, **(changes or {})}.items():
            if content is not None:
                (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return make
