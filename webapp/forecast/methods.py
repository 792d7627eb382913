"""How a forecast was made, in the reader's words."""

from webapp.language import t
from webapp.words import knows


def method_text(method: str) -> str:
    """The label of a forecaster in words, and how many series borrow their shape; "" for none."""
    if not method:
        return ""
    label, _, borrowed = method.partition("; ")
    key = f"forecast.way_{label.partition(':')[0].replace(' ', '_').replace('-', '_').replace(',', '')}"
    told = t(key) if knows(key) else label
    return f"{told}; {t('forecast.borrowed', count=borrowed.count(',') + 1)}" if borrowed else told
