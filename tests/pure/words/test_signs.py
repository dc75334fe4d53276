from presszero.pure.words.signs import Signs, tokens

TABLE = {"past": ["*ed"], "not past": ["be *ed"], "soon": ["this week"], "not soon": ["this week s"]}


def names(text):
    return [sign.name for sign in Signs(TABLE).find(tokens(text))]


def test_a_sign_is_found_where_its_words_stand():
    assert names("we mended it this week") == ["past", "soon"]


def test_a_not_line_takes_a_sign_away_from_its_own_words_alone():
    assert names("it will be mended this week") == ["soon"]
    assert names("it will be mended and we cleaned it") == ["past"]
    assert names("paid with this week's run") == []
