"""Files that pages hand out."""

from webapp.downloads import download_csv


def test_no_cell_of_a_csv_is_a_formula_and_its_letters_are_utf_8(app) -> None:
    """Text that begins like a formula is quoted, numbers stay numbers, None is empty; the mark tells Excel the code."""
    with app.test_request_context():
        answer = download_csv([("=1+1", -3, None, "Siti é")], "temuan.csv", delimiter=";")
        answer.direct_passthrough = False
        assert answer.get_data() == "\ufeff'=1+1;-3;;Siti é\r\n".encode()
    assert answer.content_type == "text/csv; charset=utf-8"
    assert "temuan.csv" in answer.headers["Content-Disposition"]
