"""One sentence per code, in Bahasa Indonesia and English: what is wrong, and the way out.

`{...}` are filled by the caller; `{help_id}` and `{help_en}` say what the column takes.
"""

from dataclasses import dataclass, replace

from planner.domain.errors import Finding, Severity


@dataclass(frozen=True, slots=True)
class Message:
    """What is wrong and what to do, in two languages."""

    problem_id: str
    problem_en: str
    remedy_id: str
    remedy_en: str


_FILL = ("Isi {help_id}.", "Write {help_en}.")

MESSAGES: dict[str, Message] = {
    # one cell
    "blank": Message("kolom wajib ini kosong.", "this column must be filled.", *_FILL),
    "not_a_number": Message("bukan angka.", "is not a number.", *_FILL),
    "not_whole": Message("bukan bilangan bulat.", "is not a whole number.", *_FILL),
    "not_a_date": Message(
        "bukan tanggal yang dikenal.",
        "is not a date that can be read.",
        "Tulis seperti 2026-01-05 atau 5 Januari 2026.",
        "Write it like 2026-01-05 or 5 January 2026.",
    ),
    "no_such_day": Message(
        "tanggal ini tidak ada di kalender.",
        "this day does not exist (the day is read before the month).",
        "Periksa hari dan bulannya; hari ditulis sebelum bulan.",
        "Check day and month; the day comes first.",
    ),
    "not_a_month": Message("bukan bulan.", "is not a month.", "Tulis seperti 2026-01.", "Write it like 2026-01."),
    "not_a_time": Message(
        "bukan jam yang dikenal.", "is not a clock time.", "Tulis seperti 07:30 atau 07.30.", "Write it like 07:30."
    ),
    "not_yes_no": Message("bukan ya atau tidak.", "is neither yes nor no.", "Tulis ya atau tidak.", "Write yes or no."),
    "not_a_weekday": Message(
        "bukan nama hari.", "is not a day of the week.", "Tulis Senin sampai Minggu.", "Write Monday to Sunday."
    ),
    "not_a_choice": Message("bukan salah satu pilihan.", "is none of the choices.", *_FILL),
    "shares_sum": Message("jumlah bagian tidak 100%.", "the shares do not add up to 100%.", *_FILL),
    "needs_share": Message(
        "bagian pengunjung dengan 1, 2, 3, 4 keperluan tidak berjumlah 100% atau ada yang negatif.",
        "the shares of visits with 1, 2, 3, 4 needs do not add up to 100% or one is negative.",
        "Isi empat bagian, misalnya 62/25/9/4.",
        "Write four shares, e.g. 62/25/9/4.",
    ),
    "formula": Message(
        "berisi rumus, bukan nilai.",
        "holds a formula, not a value.",
        'Salin lalu "Tempel sebagai nilai".',
        'Copy and "paste as values".',
    ),
    "error_cell": Message(
        "berisi kesalahan rumus Excel.",
        "holds an error of an Excel formula.",
        "Perbaiki rumusnya atau tulis nilainya.",
        "Mend the formula or write the value.",
    ),
    "rounded_id": Message(
        "nomor panjang ini sudah dibulatkan Excel, angka belakangnya hilang.",
        "this long number was rounded by Excel, its last digits are lost.",
        "Jadikan kolom berformat Teks lalu ketik ulang nomornya, atau pakai kode lain (NIP tidak diperlukan).",
        "Format the column as text and type the number again, or use another code (no NIP is needed).",
    ),
    "out_of_range": Message("di luar batas yang masuk akal.", "is outside the sensible range.", *_FILL),
    "no_text": Message("nama atau kode tidak boleh kosong.", "a name or id may not be empty.", *_FILL),
    "unknown": Message(
        "tidak ada di lembar {other_sheet}.{nearest_id}",
        "is not in sheet {other_sheet}.{nearest_en}",
        "Perbaiki tulisannya atau tambahkan di lembar {other_sheet}.",
        "Mend the spelling or add it to sheet {other_sheet}.",
    ),
    # one row
    "one_of_two": Message(
        "isi {first} atau {second}, salah satu saja.",
        "fill {first} or {second}, exactly one of them.",
        "Kosongkan atau isi satu dari dua kolom itu.",
        "Leave one of the two columns blank.",
    ),
    "other_desk": Message(
        'layanan ini milik meja "{desk}".',
        'this service belongs to desk "{desk}".',
        "Samakan meja dan layanan, atau kosongkan kolom meja.",
        "Make desk and service agree, or leave the desk blank.",
    ),
    "extra_cells": Message(
        "baris ini punya isi di luar kolom judul.",
        "this row has cells beyond the headings.",
        "Hapus isi yang berlebih; angka desimal berkoma harus diapit tanda kutip bila pemisah kolomnya koma.",
        "Remove them; a decimal comma needs quotes where the comma also parts columns.",
    ),
    "ends_before_start": Message(
        "akhir lebih awal daripada awal.",
        "the end lies before the start.",
        "Perbaiki salah satunya.",
        "Mend one of them.",
    ),
    "floor_above_cap": Message(
        "batas bawah tiket negatif atau melebihi batas atas.",
        "the floor of tickets is negative or above the cap.",
        "Isi own_floor di antara 0 dan own_cap.",
        "Write own_floor between 0 and own_cap.",
    ),
    "month_of_what": Message(
        "sebut instansi atau meja, salah satu saja.",
        "names an agency or a desk, exactly one.",
        "Isi satu dari dua kolom itu.",
        "Fill one of the two columns.",
    ),
    "wish_day": Message(
        "keinginan harus menyebut tanggal atau hari, salah satu saja.",
        "a wish names a date or a weekday, exactly one.",
        "Isi satu dari dua kolom itu.",
        "Fill one of the two columns.",
    ),
    "pair_self": Message(
        "petugas dipasangkan dengan dirinya sendiri.",
        "an officer is paired with himself.",
        "Isi dua petugas yang berbeda.",
        "Name two officers.",
    ),
    "visits_on_closed_day": Message(
        "ada kunjungan pada hari yang ditandai tutup.",
        "there are visits on a day marked closed.",
        "Kosongkan tanda tutup atau jadikan kunjungannya 0.",
        "Take the mark away or make the visits 0.",
    ),
    "not_a_half_hour": Message(
        "bukan awal setengah jam.",
        "is not the start of a half-hour.",
        'Isi seperti 08:00 atau 08:30, atau "buka" untuk yang sudah menunggu di pintu.',
        'Write e.g. 08:00 or 08:30, or "open" for those waiting at the door.',
    ),
    "profile_sum": Message(
        "bagian kedatangan meja ini tidak berjumlah 100%.",
        "the shares of arrivals of this desk do not add up to 100%.",
        "Periksa bagian tiap setengah jam.",
        "Check the share of each half-hour.",
    ),
    "duplicate": Message(
        "sudah ada di baris {first_row}.",
        "stands already in row {first_row}.",
        "Hapus salah satu baris.",
        "Remove one of the rows.",
    ),
    # one sheet
    "unknown_column": Message(
        "kolom ini tidak dikenal dan tidak dibaca.{nearest_id}",
        "this column is not known and was not read.{nearest_en}",
        "Ganti judulnya bila ini kolom yang dimaksud, atau biarkan.",
        "Rename it if it is one of ours, or leave it.",
    ),
    "misspelt_column": Message(
        "judul kolom ini tidak dikenal.{nearest_id}",
        "this heading is not known.{nearest_en}",
        "Perbaiki judulnya, atau hapus kolomnya.",
        "Mend the heading, or remove the column.",
    ),
    "missing_column": Message(
        "kolom wajib ini tidak ada.",
        "this column must be there.",
        "Tambahkan kolomnya: {help_id}.",
        "Add the column: {help_en}.",
    ),
    "double_column": Message(
        "judul kolom ini muncul dua kali.", "this heading stands twice.", "Hapus salah satunya.", "Remove one of them."
    ),
    "no_heading": Message(
        "baris judul tidak ditemukan.",
        "no row of headings was found.",
        "Baris pertama harus berisi judul kolom: {columns}.",
        "The first row must hold the headings: {columns}.",
    ),
    "example_rows": Message(
        'baris bertanda "contoh" di catatannya; tidak dibaca.',
        'a row with the note "contoh"; it was not read.',
        'Hapus barisnya; bila ini data Anda, hapus tanda "contoh".',
        'Remove the row; if it is yours, take the note "contoh" away.',
    ),
    "example_row": Message(
        "masih baris contoh seperti tercetak; tidak dibaca.",
        "is still the example as it was printed; it was not read.",
        "Tulis data instansi Anda di atasnya, atau hapus barisnya.",
        "Write your agency over it, or remove the row.",
    ),
    "example_rewritten": Message(
        'masih bertanda "contoh", tetapi isinya bukan contoh lagi; dibaca sebagai data Anda.',
        'still has the mark "contoh", but is not the printed example any more; it was read as yours.',
        'Hapus tanda "contoh"; hapus barisnya bila bukan data Anda.',
        'Take the mark "contoh" away; remove the row if it is not yours.',
    ),
    "not_opened": Message(
        "bukan berkas biasa, atau tidak boleh dibaca.",
        "is no ordinary file, or may not be read.",
        "Periksa nama, jenis, dan izin berkasnya.",
        "Check its name, kind and permissions.",
    ),
    "encoding": Message(
        "huruf di berkas ini tidak dapat dibaca.",
        "the characters of this file cannot be read.",
        'Simpan ulang sebagai "CSV UTF-8".',
        'Save it again as "CSV UTF-8".',
    ),
    # the whole
    "missing_sheet": Message(
        "lembar wajib ini tidak ada atau belum terisi.",
        "this sheet is needed and is missing or empty.",
        "Isi {label_id} ({name}.csv, atau lembar bernama sama di buku kerja).",
        "Fill {name}.csv, or the sheet of that name in the workbook.",
    ),
    "empty_form": Message(
        "belum ada instansi yang diisi.",
        "no agency is filled in.",
        "Isi instansi, petugas, dan kunjungan bulanannya: satu baris satu instansi.",
        "Write agencies, officers and monthly visits: one row an agency.",
    ),
    "form_officers": Message(
        "tidak ada petugas di instansi mana pun.",
        "no agency has an officer.",
        "Isi kolom petugas.",
        "Fill the column petugas.",
    ),
    "form_visits": Message(
        "belum ada angka bulanan.",
        "there are no monthly figures.",
        "Isi jumlah pengunjung di bawah judul bulannya; sedikitnya tiga bulan.",
        "Write the visitors below the headings of months; three months at least.",
    ),
    "form_no_months": Message(
        "instansi ini tidak punya angka bulanan: permintaannya dianggap nol.",
        "this agency has no monthly figures: its demand is taken as none.",
        "Isi jumlah pengunjung sedikitnya tiga bulan.",
        "Write its visitors of three months at least.",
    ),
    "form_without_officer": Message(
        "instansi ini tidak punya petugas.",
        "this agency has no officer.",
        "Isi jumlahnya di kolom petugas, atau hapus barisnya.",
        "Write their number in the column petugas, or remove the row.",
    ),
    "missing_hours": Message(
        'lembar "jam buka" tidak ada.',
        'the sheet "jam buka" is missing.',
        "Salin lembar itu dari isian singkat yang kosong, lalu isi nama mal dan jamnya.",
        "Copy that sheet from an empty short form, then write the name of the mall and its hours.",
    ),
    "closes_too_early": Message(
        "jam tutup tidak setelah jam buka.",
        "closing is not after opening.",
        "Perbaiki jam buka atau jam tutupnya.",
        "Mend the time of opening or of closing.",
    ),
    "missing_settings": Message(
        "pengaturan mal tidak ada.",
        "the settings of the mall are missing.",
        "Buat mall.toml seperti yang ditulis `loketplan template`, atau lembar mall di buku kerja.",
        "Write mall.toml as `loketplan template` does, or the sheet mall of the workbook.",
    ),
    "missing_officers": Message(
        "tidak ada petugas: lembar petugas kosong dan kolom officers_count di lembar desks juga kosong.",
        "there is no officer: the sheet is empty and so is the column officers_count of desks.",
        "Isi lembar officers, atau jumlah petugas tiap meja di kolom officers_count.",
        "Fill the sheet officers, or the number of officers of each desk in officers_count.",
    ),
    "missing_visits": Message(
        "tidak ada data kunjungan.",
        "there are no visits.",
        "Isi salah satu: visits, visits_monthly, atau tickets.",
        "Fill one of visits, visits_monthly or tickets.",
    ),
    "unknown_sheet": Message(
        "lembar ini tidak dikenal dan tidak dibaca.{nearest_id}",
        "this sheet is not known and was not read.{nearest_en}",
        "Ganti namanya bila ini lembar yang dimaksud, atau biarkan.",
        "Rename it if it is one of ours, or leave it.",
    ),
    "double_sheet": Message(
        "lembar ini ada dua kali.", "this sheet is there twice.", "Hapus salah satunya.", "Remove one of them."
    ),
    "not_found": Message(
        "map atau berkas ini tidak ada.", "there is no such folder or file.", "Periksa namanya.", "Check the name."
    ),
    "future_visits": Message(
        "kunjungan ini tercatat setelah hari ini ({today}).",
        "these visits lie after today ({today}).",
        "Periksa tanggalnya.",
        "Check the date.",
    ),
    "minutes_range": Message(
        "menit per keperluan tidak di antara menit terpendek dan terpanjangnya.",
        "the minutes of a need do not lie between the shortest and the longest.",
        "Isi ketiganya berurutan, atau kosongkan yang terpendek dan terpanjang bila sudah diukur.",
        "Fill all three in order, or leave shortest and longest blank where measured.",
    ),
    "question": Message(
        "{text_id}",
        "{text_en}",
        "Jawab: {key} = {choices_id}.",
        "Answer: {key} = {choices_en}.",
    ),
    "rekap_no_days": Message(
        "baris tanggal 1 sampai 31 tidak ditemukan.",
        "no row with the days 1 to 31 was found.",
        "Tulis tanggalnya satu kolom satu hari.",
        "Write the days, one column each.",
    ),
    "rekap_no_agency": Message(
        "kolom nama instansi tidak ditemukan.",
        "no column with names of agencies was found.",
        'Beri judul "Instansi" di atas kolomnya.',
        'Write the heading "Instansi" above it.',
    ),
    "rekap_days_order": Message(
        "tanggal kolom-kolom ini berulang atau tidak berurutan.",
        "the days of the columns repeat or are out of order.",
        "Urutkan dari tanggal 1; tulis hari sebelum bulan.",
        "Put them in order from 1; write the day before the month.",
    ),
    "rekap_no_such_day": Message(
        "bulan ini tidak punya tanggal itu, tetapi selnya berisi.",
        "the month has no such day, but the cell holds a value.",
        "Periksa bulannya atau kosongkan selnya.",
        "Check the month or clear the cell.",
    ),
    "rekap_which_desk": Message(
        "instansi ini punya beberapa meja ({desks}); baris ini tidak menyebut layanannya.",
        "this agency has several desks ({desks}); the row names no service.",
        "Tulis layanan atau mejanya.",
        "Write the service or the desk.",
    ),
    "rekap_unnamed": Message(
        "baris angka ini tidak bernama dan bukan jumlah baris di atasnya.",
        "this row of numbers has no name and is no sum of the rows above.",
        "Tulis instansinya, atau hapus barisnya.",
        "Write the agency, or remove the row.",
    ),
    "not_a_count": Message(
        "bukan jumlah kunjungan.",
        "is no number of visits.",
        "Tulis bilangan bulat, L untuk libur, atau kosongkan.",
        "Write a whole number, L for closed, or leave it blank.",
    ),
    "visit_times": Message(
        "jam mulai dan selesai kunjungan ini tidak lengkap atau terbalik.",
        "start and end of this visit are incomplete or in the wrong order.",
        "Isi keduanya, atau kosongkan keduanya.",
        "Write both, or neither.",
    ),
    "no_heading_tally": Message(
        "kolom ini tidak ada di lembar turus.",
        "this column is not in the tally sheet.",
        "Pakai lembar dari `loketplan calibrate --sheet`.",
        "Use the sheet of `loketplan calibrate --sheet`.",
    ),
    "tally_other_desk": Message(
        "lembar ini bukan untuk meja {desk}.",
        "this sheet is not of the desk {desk}.",
        "Unduh lembar turus meja ini, atau buka halaman mejanya.",
        "Fetch the tally sheet of this desk, or open the page of the other one.",
    ),
    "tally_future": Message(
        "hari ini belum tiba.",
        "this day has not come yet.",
        "Perbaiki tanggalnya.",
        "Correct the date.",
    ),
    "tally_empty": Message(
        "tidak ada orang yang dicatat dan tidak cukup kunjungan berwaktu.",
        "nobody was ticked, and too few visits were timed.",
        "Isi turus setengah jam, atau paling sedikit {fewest} kunjungan.",
        "Tick the half-hours, or time at least {fewest} visits.",
    ),
    "tally_door_only": Message(
        "semua orang tercatat di pintu saat buka.",
        "everybody was ticked at the door.",
        "Turus juga orang yang datang sesudahnya.",
        "Tick those who came later as well.",
    ),
    "running_month": Message(
        "bulan ini belum selesai pada {today}; jumlahnya baru sebagian.",
        "this month has not ended on {today}; its total is a part.",
        "Hapus barisnya sampai bulannya selesai.",
        "Remove the row until the month is over.",
    ),
    "far_month": Message(
        "jauh dari bulan lainnya, yang tengahnya {others}. Mungkin salah ketik satu angka.",
        "is far from the other months, whose median is {others}. Perhaps a digit slipped.",
        "Periksa angkanya; biarkan bila memang begitu.",
        "Check the figure; leave it if it is right.",
    ),
    "skills_assumed": Message(
        "lembar keahlian kosong: setiap petugas dianggap mampu semua layanan instansinya.",
        "no skills are given: every officer is taken to serve all services of his agency.",
        "Isi lembar skills bila tidak demikian.",
        "Fill the sheet skills where that is not so.",
    ),
    "counters_assumed": Message(
        "lembar loket kosong: dianggap ada loket sebanyak petugas tiap meja.",
        "no counters are given: each desk is taken to have as many as officers can serve there.",
        "Isi lembar counters bila loketnya lebih sedikit.",
        "Fill the sheet counters where there are fewer.",
    ),
    "count_and_names": Message(
        "jumlah petugas tidak dipakai karena meja ini punya petugas bernama.",
        "the number of officers is not used because this desk has named ones.",
        "Kosongkan salah satunya.",
        "Give one or the other.",
    ),
    # mall.toml
    "toml": Message(
        "bukan TOML yang benar: {detail}.",
        "is not correct TOML: {detail}.",
        "Perbaiki baris itu; bandingkan dengan contoh dari `loketplan template`.",
        "Mend that line; compare with `loketplan template`.",
    ),
    "unknown_key": Message(
        "kunci ini tidak dikenal.{nearest_id}",
        "this key is not known.{nearest_en}",
        "Perbaiki atau hapus kuncinya.",
        "Mend or remove the key.",
    ),
    "double_key": Message(
        "kunci ini sudah ada di atasnya.",
        "this key stands above already.",
        "Hapus salah satunya.",
        "Remove one of them.",
    ),
    "missing_key": Message("kunci wajib ini tidak ada.", "this key must be there.", *_FILL),
    "bad_setting": Message("nilai ini tidak dapat dibaca.", "this value cannot be read.", *_FILL),
    "no_timetable": Message(
        "jam layanan hari biasa tidak ada.",
        "the timetable of normal days is missing.",
        "Tambahkan [day_types.normal] dengan sessions dan last_ticket.",
        "Add [day_types.normal] with sessions and last_ticket.",
    ),
    "no_session": Message("tidak ada sesi.", "there is no session.", "Isi sessions.", "Fill sessions."),
    "windows": Message(
        "gelombang antrean harus 1 sampai 4.",
        "release windows must be 1 to 4.",
        "Kurangi atau tambah gelombangnya.",
        "Give 1 to 4 windows.",
    ),
    "sessions_gap": Message(
        "ada sela atau tumpang tindih antarsesi.",
        "sessions leave a gap or overlap.",
        "Akhir satu sesi harus sama dengan awal sesi berikutnya.",
        "Each session must start when the one before ends.",
    ),
    "windows_overlap": Message(
        "gelombang antrean tumpang tindih.", "release windows overlap.", "Perbaiki jamnya.", "Mend the times."
    ),
    "last_ticket": Message(
        "tiket terakhir di luar jam layanan.",
        "the last ticket lies outside opening hours.",
        "Isi jam di antara buka dan tutup.",
        "Write a time between opening and closing.",
    ),
    "windows_outside": Message(
        "gelombang antrean keluar dari jam buka sampai tiket terakhir.",
        "release windows leave the time from opening to the last ticket.",
        "Perbaiki jamnya.",
        "Mend the times.",
    ),
    "break_crosses_session": Message(
        "istirahat melewati batas sesi.",
        "a break crosses the edge of a session.",
        "Pilih awal istirahat yang seluruhnya di dalam satu sesi.",
        "Choose starts whose whole break lies inside one session.",
    ),
    "break_sessions": Message(
        "istirahat tersebar di beberapa sesi.",
        "breaks lie in several sessions.",
        "Taruh semua awal istirahat di satu sesi.",
        "Put all starts of breaks into one session.",
    ),
    # workbooks
    "not_a_workbook": Message(
        "bukan buku kerja (.xlsx, .xls, .ods); isinya {detail}.",
        "is no workbook (.xlsx, .xls, .ods); it holds {detail}.",
        'Buka di Excel lalu "Simpan sebagai" .xlsx.',
        'Open it in Excel and "save as" .xlsx.',
    ),
    "encrypted": Message(
        "berkas ini berkata sandi.", "this file has a password.", "Hapus kata sandinya.", "Remove the password."
    ),
    "macros": Message(
        "berkas ini berisi makro.", "this file holds macros.", "Simpan sebagai .xlsx tanpa makro.", "Save as .xlsx."
    ),
    "damaged": Message(
        "berkas ini rusak atau terpotong ({detail}).",
        "this file is damaged or cut off ({detail}).",
        "Kirim atau simpan ulang berkasnya.",
        "Send or save it again.",
    ),
    "too_large": Message(
        "terlalu besar: {detail}.",
        "is too large: {detail}.",
        "Hapus lembar, baris, atau gambar yang tidak perlu.",
        "Remove sheets, rows or pictures that are not needed.",
    ),
    "unsafe": Message(
        "berisi hal yang tidak boleh ada di buku kerja: {detail}.",
        "holds what a workbook must not hold: {detail}.",
        "Salin datanya ke buku kerja baru.",
        "Copy the data into a new workbook.",
    ),
    "far_cell": Message(
        "ada isi jauh di luar tabel.",
        "there is a cell far outside the table.",
        "Hapus isi sel itu; batasnya 200.000 baris dan 100 kolom.",
        "Clear that cell; the limits are 200,000 rows and 100 columns.",
    ),
    "reader_failed": Message(
        "tidak dapat dibaca dalam batas waktu dan memori.",
        "could not be read within the limits of time and memory.",
        "Salin datanya ke buku kerja baru, atau simpan sebagai CSV.",
        "Copy the data into a new workbook, or save as CSV.",
    ),
    "hidden_sheet": Message(
        "lembar tersembunyi ini ikut dibaca.",
        "this hidden sheet was read as well.",
        "Hapus lembarnya bila tidak dimaksud.",
        "Remove it if that is not meant.",
    ),
    "merged_cells": Message(
        "ada sel gabungan; hanya sel kiri atasnya yang berisi.",
        "there are merged cells; only the top left one holds a value.",
        "Pisahkan selnya bila ada baris yang jadi kosong.",
        "Unmerge them if that leaves rows blank.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a finding lies. row 1 is the first row of the sheet."""

    sheet: str
    row: int | None = None
    column: str = ""
    value: str = ""


def make_finding(code: str, place: Place, **details: object) -> Finding:
    """The finding of that code at that place, its sentences filled with `details`; it refuses the file."""
    message = MESSAGES[code]
    return Finding(
        code=code,
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        value=shorten(place.value),
        problem_id=message.problem_id.format(**details),
        problem_en=message.problem_en.format(**details),
        remedy_id=message.remedy_id.format(**details),
        remedy_en=message.remedy_en.format(**details),
    )


def make_warning(code: str, place: Place, **details: object) -> Finding:
    """The same as a warning: shown, and stopping nothing."""
    return replace(make_finding(code, place, **details), severity=Severity.WARNING)


def reworded(code: str, finding: Finding) -> Finding:
    """The same finding, as severe as before, in the sentences of another code."""
    place = Place(sheet=finding.sheet, row=finding.row, column=finding.column, value=finding.value)
    return replace(make_finding(code, place), severity=finding.severity)


LONGEST_SHOWN = 80


def shorten(value: str) -> str:
    """The value as a message shows it."""
    return value if len(value) <= LONGEST_SHOWN else value[: LONGEST_SHOWN - 1] + "…"
