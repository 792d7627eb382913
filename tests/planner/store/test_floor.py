"""The words of the notice: kept, told in the history once, and nothing before somebody wrote them."""

from planner.planning.stored import Actor, AuditFilter, NoticeWords, Role

RINA = Actor(name="rina", role=Role.MANAGER)


def test_words_of_the_notice_are_kept_and_told_once(store) -> None:
    """The same words again leave no trace; other words stand in their place, with what stood there before."""
    words = NoticeWords(complaints="WA 0811", elsewhere={"samsat": "Samsat Keliling"})
    with store.read() as work:
        assert work.floor.notice_words() == NoticeWords()
    for wish in (words, words, NoticeWords(announced="Jumat")):
        with store.write(RINA) as work:
            work.floor.set_notice_words(wish)
    with store.read() as work:
        assert work.floor.notice_words() == NoticeWords(announced="Jumat")
        newest, oldest = work.audit.entries(AuditFilter(action="quota.notice_worded"))
    assert oldest.before == {"complaints": "", "announced": "", "elsewhere": {}}
    assert (
        newest.before
        == oldest.after
        == {"complaints": "WA 0811", "announced": "", "elsewhere": {"samsat": "Samsat Keliling"}}
    )
