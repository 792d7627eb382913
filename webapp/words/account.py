"""Words of signing in and of the own password."""

WORDS = {
    "sign_in.title": ("Masuk", "Sign in"),
    "sign_in.name": ("Nama pengguna", "User name"),
    "sign_in.password": ("Kata sandi", "Password"),
    "sign_in.show": ("Tampilkan kata sandi", "Show password"),
    "sign_in.go": ("Masuk", "Sign in"),
    "sign_in.wrong": ("Nama pengguna atau kata sandi salah.", "User name or password is wrong."),
    "sign_in.wait": (
        "Terlalu banyak percobaan. Coba lagi {minutes} menit lagi.",
        "Too many attempts. Try again in {minutes} minutes.",
    ),
    "sign_in.citizens": ("Warga tidak perlu masuk:", "Citizens need not sign in:"),
    "password.title": ("Ganti kata sandi", "Change password"),
    "password.first": (
        "Kata sandi pertama hanya untuk sekali pakai. Buat kata sandi Anda sendiri.",
        "The first password is for once only. Make one of your own.",
    ),
    "password.old": ("Kata sandi lama", "Old password"),
    "password.new": ("Kata sandi baru", "New password"),
    "password.new_hint": (
        "12 sampai 128 huruf. Beberapa kata yang mudah Anda ingat sudah cukup.",
        "12 to 128 characters. A few words that you remember will do.",
    ),
    "password.again": ("Kata sandi baru sekali lagi", "New password once more"),
    "password.go": ("Ganti kata sandi", "Change password"),
    "password.changed": (
        "Kata sandi diganti. Sesi lain sudah diakhiri.",
        "Password changed. Other sessions have ended.",
    ),
    "password.differs": ("Kedua kata sandi baru tidak sama.", "The two new passwords differ."),
    "password.wrong_old": ("Kata sandi lama salah.", "The old password is wrong."),
    "password.password_short": ("Terlalu pendek: paling sedikit 12 huruf.", "Too short: at least 12 characters."),
    "password.password_long": ("Terlalu panjang: paling banyak 128 huruf.", "Too long: at most 128 characters."),
    "password.password_common": ("Kata sandi ini terlalu umum.", "This password is too common."),
    "password.password_monotonous": (
        "Terlalu seragam: pakai paling sedikit 5 huruf yang berbeda.",
        "Too uniform: use at least 5 different characters.",
    ),
    "password.password_holds_name": (
        "Kata sandi tidak boleh memuat nama pengguna.",
        "The password may not hold the user name.",
    ),
    "password.refused": ("Kata sandi ini tidak dapat dipakai.", "This password cannot be used."),
}
