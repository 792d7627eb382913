"""The rules the checker proves, by name. A rule of the roster engine and its twin here share name and sentence.

`python -m planner.checker.rules` prints docs/rules.md.
"""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """How far a rule looks. DAY: one agency's day. WEEK: an officer's week. MALL: the whole plan."""

    DAY = "day"
    WEEK = "week"
    MALL = "mall"


class Kind(StrEnum):
    """HARD holds in every plan. SOFT is counted, and the count in the plan must be right."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its sentence in both languages says what is wrong when it is broken. stage: where a soft one counts."""

    name: str
    sentence_id: str
    sentence_en: str
    scope: Scope
    kind: Kind = Kind.HARD
    stage: str = ""


def _hard(name: str, scope: Scope, sentence_id: str, sentence_en: str) -> Rule:
    return Rule(name=name, sentence_id=sentence_id, sentence_en=sentence_en, scope=scope)


def _soft(name: str, stage: str, sentence_id: str, sentence_en: str) -> Rule:
    scope = Scope.WEEK if stage == "overtime" else Scope.DAY
    return Rule(name=name, sentence_id=sentence_id, sentence_en=sentence_en, scope=scope, kind=Kind.SOFT, stage=stage)


_DAY, _WEEK, _MALL = Scope.DAY, Scope.WEEK, Scope.MALL

FILE_RULES = (
    _hard(
        "content_hash",
        _MALL,
        "isi rencana berubah sejak ditulis",
        "the plan was changed after it was written",
    ),
    _hard(
        "input_hash",
        _MALL,
        "masukan rencana bukan yang dicatat pada paspor",
        "the input of the plan is not the one its passport names",
    ),
    _hard("known_ids", _MALL, "{part} menyebut sesuatu yang tidak dikenal", "{part} names something unknown"),
    _hard("rows_once", _MALL, "baris {part} berulang", "a row of {part} stands twice"),
    _hard(
        "forecast_rows",
        _DAY,
        "prakiraan {desk} pada {day} tidak ada, atau tidak nol pada hari tutup",
        "the forecast of {desk} on {day} is missing, or not zero on a closed day",
    ),
)
PLACE_RULES = (
    _hard(
        "open_hours",
        _DAY,
        "{desk} tutup pada {day} sesi {session}",
        "{desk} is closed on {day}, session {session}",
    ),
    _hard(
        "officer_available",
        _DAY,
        "{officer} tidak tersedia pada {day} sesi {session}",
        "{officer} is not available on {day}, session {session}",
    ),
    _hard(
        "skill_held",
        _DAY,
        "{officer} tidak punya keahlian untuk {desk} pada {day}",
        "{officer} has no skill for {desk} on {day}",
    ),
    _hard(
        "own_agency",
        _DAY,
        "{officer} bukan petugas instansi {agency}",
        "{officer} is not an officer of {agency}",
    ),
    _hard(
        "given_rosters",
        _DAY,
        "{desk} memakai jadwal instansinya sendiri",
        "{desk} keeps the roster of its own agency",
    ),
    _hard(
        "source_as_mode",
        _DAY,
        "asal penempatan {officer} di {desk} tidak sesuai cara kerja instansinya",
        "the posting of {officer} at {desk} does not come from where its agency's mode says",
    ),
    _hard(
        "one_place_at_a_time",
        _DAY,
        "{officer} sudah ditempatkan pada {day} sesi {session}",
        "{officer} is already posted on {day}, session {session}",
    ),
    _hard(
        "counters_suffice",
        _DAY,
        "penempatan {officer} di {desk} pada {day} sesi {session} tidak punya loket sendiri yang sah",
        "the posting of {officer} at {desk} on {day}, session {session}, has no counter of its own that may serve it",
    ),
    _hard(
        "never_together",
        _DAY,
        "{officer} dan {other} tidak boleh bersama di {desk}",
        "{officer} and {other} must not be at {desk} together",
    ),
    _hard(
        "junior_beside_senior",
        _DAY,
        "{officer} masih baru dan perlu didampingi {other} di {desk}",
        "{officer} is new and needs {other} beside him at {desk}",
    ),
    _hard(
        "fixed_postings",
        _DAY,
        "penempatan {officer} di {desk} pada {day} sesi {session} sudah tetap",
        "the posting of {officer} at {desk} on {day}, session {session}, is fixed",
    ),
    _hard(
        "break_when_two_sessions",
        _DAY,
        "istirahat {officer} pada {day} tidak menurut aturan: satu kali bila bekerja pada sesi istirahat dan sesi lain",
        "the break of {officer} on {day} is not as ruled: one when working the break session and another one",
    ),
    _hard(
        "breaks_staggered",
        _DAY,
        "paling banyak separuh petugas {desk} boleh istirahat bersamaan pada {day}",
        "at most half of the officers of {desk} may be on break at once on {day}",
    ),
    _hard(
        "week_minutes",
        _WEEK,
        "{officer} sudah mencapai batas menit kerja minggu ini ({amount} menit)",
        "{officer} has reached the limit of minutes this week ({amount} minutes)",
    ),
    _hard(
        "days_per_week",
        _WEEK,
        "{officer} sudah bekerja {amount} hari minggu ini",
        "{officer} already works {amount} days this week",
    ),
)
QUOTA_RULES = (
    _hard(
        "quota_rows",
        _DAY,
        "kuota {desk} pada {day} gelombang {session} harus ada tepat satu, dan hanya pada hari buka",
        "{desk} needs exactly one quota on {day}, window {session}, and none while it is closed",
    ),
    _hard(
        "quota_arithmetic",
        _DAY,
        "kuota {desk} pada {day} gelombang {session} bukan kapasitas dan batas terkecil dikurangi hasil simulasi",
        "the quota of {desk} on {day}, window {session}, is not the least cap less what the proof took off",
    ),
    _hard(
        "quota_binding",
        _DAY,
        "penyebab kuota {desk} pada {day} gelombang {session} bukan yang disebut",
        "the quota of {desk} on {day}, window {session}, is bound by something else than it says",
    ),
    _hard(
        "windows_add_up",
        _DAY,
        "kapasitas gelombang {desk} pada {day} tidak berjumlah kapasitas sehari",
        "the capacity of the windows of {desk} on {day} does not add up to the day's",
    ),
    _hard(
        "quota_range",
        _DAY,
        "kisaran kuota {desk} pada {day} tidak memuat kuotanya",
        "the range of the quota of {desk} on {day} does not hold the quota",
    ),
    _hard(
        "sub_quota_inside",
        _DAY,
        "kuota layanan di {desk} pada {day} melebihi kuota meja atau batas layanannya",
        "a service's quota at {desk} on {day} is above the desk's or above its own cap",
    ),
    _hard(
        "tickets_within_minutes",
        _DAY,
        "kuota {desk} pada {day} tidak muat dalam menit petugas yang ada",
        "the tickets of {desk} on {day} do not fit into the minutes of its officers",
    ),
    _hard(
        "tickets_within_wait",
        _DAY,
        "kuota {desk} pada {day} gelombang {session} tidak mungkin dilayani dalam waktu tunggu yang dijanjikan",
        "the tickets of {desk} on {day}, window {session}, cannot be met within the promised wait",
    ),
    _hard(
        "equipment_in_use",
        _DAY,
        "kuota {desk} pada {day} tidak muat dalam menit peralatan {part}",
        "the tickets of {desk} on {day} do not fit into the minutes of its {part}",
    ),
    _hard(
        "proof_rows",
        _DAY,
        "simulasi bukti {desk} pada {day} harus ada tepat satu",
        "{desk} needs exactly one proof on {day}",
    ),
    _hard(
        "proof_staffing",
        _DAY,
        "simulasi bukti {desk} pada {day} dijalankan dengan petugas lain",
        "the proof of {desk} on {day} was run with other officers",
    ),
    _hard(
        "proof_balance",
        _DAY,
        "permintaan {desk} pada {day} bukan jumlah terlayani, pulang, dan tidak terlayani",
        "the demand of {desk} on {day} is not served + left + turned away",
    ),
    _hard(
        "proof_within_quota",
        _DAY,
        "simulasi bukti {desk} pada {day} menerima lebih banyak dari kuota",
        "the proof of {desk} on {day} admits more than the quota",
    ),
    _hard(
        "promise_kept",
        _DAY,
        "janji layanan {desk} pada {day} tidak ditepati, atau dinyatakan keliru",
        "the promise of {desk} on {day} is broken, or stated wrongly",
    ),
)
SOFT_RULES = (
    _soft(
        "turned_away",
        "unmet",
        "{desk} menolak {amount} kunjungan pada {day}",
        "{desk} turns away {amount} visits on {day}",
    ),
    _soft(
        "deep_refusal",
        "unmet",
        "{desk} menolak lebih dari 30 % kunjungan hari biasa pada {day}: {amount} di atas batas",
        "{desk} refuses over 30 % of an ordinary day on {day}: {amount} beyond",
    ),
    _soft(
        "lunch_cover",
        "unmet",
        "{desk} kosong {amount} setengah jam saat istirahat pada {day}",
        "{desk} is empty for {amount} lunch half-hours on {day}",
    ),
    _soft(
        "agency_presence",
        "unmet",
        "tidak ada petugas {agency} pada {day} sesi {session}",
        "nobody of {agency} is at work on {day}, session {session}",
    ),
    _soft(
        "minimum_presence",
        "unmet",
        "{desk} kurang {amount} petugas pada {day} sesi {session}",
        "{desk} lacks {amount} officers on {day}, session {session}",
    ),
    _soft(
        "supervisor_present",
        "unmet",
        "tidak ada penyelia {agency} pada {day} sesi {session}",
        "no supervisor of {agency} is at work on {day}, session {session}",
    ),
    _soft(
        "bad_day_tail",
        "risk",
        "pada hari yang sangat ramai {desk} menolak {amount} kunjungan pada {day}",
        "on a very busy day {desk} turns away {amount} visits on {day}",
    ),
    _soft(
        "overtime",
        "overtime",
        "{officer} lembur {amount} menit minggu ini",
        "{officer} works {amount} minutes of overtime this week",
    ),
    _hard(
        "stage_values",
        _MALL,
        "nilai tahap {part} bukan hasil hitung ulang",
        "the value of stage {part} is not what it comes to",
    ),
)
RULES = {rule.name: rule for rule in (*FILE_RULES, *PLACE_RULES, *QUOTA_RULES, *SOFT_RULES)}


def rules_page() -> str:
    """The text of docs/rules.md: every rule with kind, scope, stage and both sentences."""
    rows = (
        f"| `{r.name}` | {r.kind} | {r.scope} | {r.stage} | {r.sentence_id} | {r.sentence_en} |" for r in RULES.values()
    )
    return "\n".join((*_PAGE_HEAD, *rows)) + "\n"


_PAGE_HEAD = (
    "# Rules that the checker proves",
    "",
    "Made by `python -m planner.checker.rules`; do not edit. A sentence says what is wrong when its rule is broken.",
    "A hard rule holds in every plan. A soft one may be broken; its stage counts it, and the plan must count right.",
    "",
    "| rule | kind | scope | stage | kalimat | sentence |",
    "|---|---|---|---|---|---|",
)


if __name__ == "__main__":
    print(rules_page(), end="")
