"""The office's addresses."""

from __future__ import annotations

from django.urls import path

from presszero.office import (
    addresses,
    chat,
    cover,
    fields,
    figures,
    flow_urls,
    hours,
    house,
    letter_page,
    letters,
    macros,
    password,
    people,
    reply_check,
    rules,
    shaping,
    sign_in,
    sorting,
    views,
)
from presszero.ui.default_deny import OWN_SIGN_IN, needs

app_name = "office"
RULE = "rules/<int:rule_id>/"
MACRO, FIELD = "macros/<int:macro_id>/", "fields/<int:field_id>/"
ADDRESS = "addresses/<int:address_id>/"
LETTER = "letters/<slug:letter>/<slug:language>/"
HOURS = "hours/<str:keeper>/"

urlpatterns = [
    path("", needs(OWN_SIGN_IN, views.index), name="office"),
    path("team/", needs("see the team", views.team), name="team"),
    path("teams/", needs("shape the office", shaping.teams), name="teams"),
    path("teams/<int:team_id>/", needs("shape the office", shaping.team), name="team_page"),
    path("topics/", needs("shape the office", shaping.topics), name="topics"),
    path("topics/<int:topic_id>/", needs("shape the office", shaping.topic), name="topic"),
    path(
        "topics/<int:topic_id>/removal/", needs("shape the office", shaping.topic_remove), name="topic_remove"
    ),
    path("skills/", needs("shape the office", shaping.skills), name="skills"),
    path(
        "skills/<int:skill_id>/removal/", needs("shape the office", shaping.skill_remove), name="skill_remove"
    ),
    path("people/", needs("invite people", people.everyone), name="people"),
    path("people/<int:worker_id>/", needs("invite people", people.person), name="person"),
    path("people/<int:worker_id>/access/", needs("invite people", people.access), name="access"),
    path(
        "people/<int:worker_id>/factors/reset/",
        needs("reset lost factors", sign_in.reset),
        name="factors_reset",
    ),
    path("sign-in/", needs(OWN_SIGN_IN, sign_in.own), name="sign_in"),
    path("sign-in/password/", needs(OWN_SIGN_IN, password.password), name="password"),
    path("sign-in/policy/", needs("set how people sign in", sign_in.policy), name="sign_in_policy"),
    path(
        "sign-in/factors/<int:factor_id>/removal/",
        needs(OWN_SIGN_IN, sign_in.factor_remove),
        name="factor_remove",
    ),
    path("sign-in/sessions/end/", needs(OWN_SIGN_IN, sign_in.sessions_end), name="sessions_end"),
    path(
        "sign-in/sessions/<int:session_id>/end/",
        needs(OWN_SIGN_IN, sign_in.session_end),
        name="session_end",
    ),
    path(
        "invitations/<int:invitation_id>/withdrawal/",
        needs("invite people", people.withdraw),
        name="invitation_withdraw",
    ),
    path("addresses/", needs("shape the office", addresses.addresses), name="addresses"),
    path("addresses/test/", needs("shape the office", addresses.test), name="address_test"),
    path(ADDRESS, needs("shape the office", addresses.address), name="address"),
    path(ADDRESS + "removal/", needs("shape the office", addresses.remove), name="address_remove"),
    path("teams/<int:team_id>/voice/", needs("shape the office", addresses.voice), name="voice"),
    path("hours/", needs("see the team", hours.hours), name="hours"),
    path("places/", needs("set hours", hours.place), name="place_make"),
    path(HOURS, needs("see the team", hours.hours_of), name="hours_of"),
    path(HOURS + "week/", needs("set hours", hours.week), name="hours_week"),
    path(HOURS + "targets/", needs("set hours", hours.targets), name="hours_targets"),
    path(HOURS + "special-days/", needs("set hours", hours.special), name="hours_special"),
    path(HOURS + "calendar/", needs("set hours", hours.take_in), name="hours_take_in"),
    path(HOURS + "calendar.ics", needs("see the team", hours.file), name="hours_file"),
    path("cover/<int:team_id>/", needs("see the team", cover.cover), name="cover"),
    path("cover/<int:team_id>/week/", needs("set hours", cover.week), name="cover_week"),
    path("cover/<int:team_id>/days/", needs("set hours", cover.days), name="cover_days"),
    path("cover/<int:team_id>/line-closings/", needs("set hours", cover.close), name="line_closing"),
    path(
        "line-closings/<int:closing_id>/reopening/",
        needs("set hours", cover.reopen),
        name="line_reopening",
    ),
    path(
        "cover-days/<int:cover_day_id>/removal/",
        needs("set hours", cover.remove_day),
        name="cover_day_remove",
    ),
    path(
        "special-days/<int:day_id>/removal/",
        needs("set hours", hours.remove_special),
        name="special_day_remove",
    ),
    path("rules/", needs("write rules", rules.rules), name="rules"),
    path(RULE, needs("write rules", rules.rule), name="rule"),
    path(RULE + "dry-run/", needs("write rules", rules.try_it), name="rule_dry_run"),
    path(RULE + "switch/", needs("write rules", rules.switch), name="rule_switch"),
    path(RULE + "place/", needs("write rules", rules.up), name="rule_up"),
    path(RULE + "removal/", needs("write rules", rules.remove), name="rule_remove"),
    path("organisation/", needs("shape the office", house.organisation), name="organisation"),
    path("letters/", needs("shape the office", letters.letters), name="letters"),
    path(LETTER, needs("shape the office", letters.letter), name="letter"),
    path(LETTER + "page/", needs("shape the office", letter_page.page), name="letter_page"),
    path(LETTER + "shipped/", needs("shape the office", letters.shipped), name="letter_shipped"),
    path("macros/", needs("define macros", macros.macros), name="macros"),
    path(MACRO, needs("define macros", macros.macro), name="macro"),
    path(MACRO + "retirement/", needs("define macros", macros.retire), name="macro_retire"),
    path("fields/", needs("define fields", fields.fields), name="fields"),
    path(FIELD, needs("define fields", fields.field), name="field"),
    path(FIELD + "place/", needs("define fields", fields.up), name="field_up"),
    path(FIELD + "retirement/", needs("define fields", fields.retire), name="field_retire"),
    path(FIELD + "return/", needs("define fields", fields.bring_back), name="field_return"),
    *flow_urls.urlpatterns,
    path("chat-sites/", needs("shape the office", chat.chat), name="chat"),
    path(
        "chat-sites/<int:site_id>/removal/",
        needs("shape the office", chat.remove),
        name="chat_site_remove",
    ),
    path("reply-check/", needs("shape the office", reply_check.page), name="reply_check"),
    path("reply-check/learning/", needs("shape the office", reply_check.learn), name="reply_check_learn"),
    path("reply-check/rest/", needs("shape the office", reply_check.rest), name="reply_check_rest"),
    path(
        "reply-check/<int:threshold_id>/work/",
        needs("shape the office", reply_check.work),
        name="reply_check_work",
    ),
    path("sorting/", needs("shape the office", sorting.sorting), name="sorting"),
    path("sorting/learning/", needs("shape the office", sorting.learn), name="sorting_learn"),
    path("sorting/rest/", needs("shape the office", sorting.rest), name="sorting_rest"),
    path("sorting/<int:model_id>/work/", needs("shape the office", sorting.work), name="sorting_work"),
    path("figures/", needs("see figures", figures.show), name="figures"),
    path("figures.csv", needs("see figures", figures.file), name="figures_file"),
    path("parked/", needs("see parked work", views.parked), name="parked"),
    path("parked/<int:duty_id>/retry/", needs("settle parked work", views.parked_retry), name="parked_retry"),
    path(
        "parked/<int:duty_id>/dismissal/",
        needs("settle parked work", views.parked_dismiss),
        name="parked_dismiss",
    ),
]
