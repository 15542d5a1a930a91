"""The table of contents."""

from allauth.account import views as account
from django.conf import settings
from django.contrib import admin
from django.urls import path, register_converter

from dashboard.addresses import FileKind
from dashboard.views import (
    agreement,
    aims,
    assessment,
    board,
    commitment,
    compare,
    cycles,
    explanation,
    health,
    history,
    intent,
    mine,
    people,
    progress,
    project,
    review,
    sheets,
    sitting,
    taking,
    talk,
    team,
)
from dashboard.views.check_in import check_in

handler400 = "dashboard.views.errors.bad_request"
AIM = "projects/<slug:slug>/<slug:area>/<slug:aim>"
OBJECTIVE = f"{AIM}/<slug:objective>"

register_converter(FileKind, "kind")

urlpatterns = [
    path("", board.whole, name="board"),
    path("areas/<slug:area>/", board.of_area, name="area"),
    path("compare/", compare.compare, name="compare"),
    path("board.<kind:kind>", taking.board, name="board-file"),
    path("compare.<kind:kind>", taking.comparison, name="comparison-file"),
    path("progress/<slug:chart>.svg", taking.picture, name="chart-picture"),
    path("progress/<slug:chart>.<kind:kind>", taking.chart, name="chart-file"),
    path("movements.<kind:kind>", taking.movements, name="movements-file"),
    path("projects/<slug:slug>/", project.detail, name="project"),
    path("projects/<slug:slug>/history/", history.of_project, name="history"),
    path("projects/<slug:slug>/review/", review.review, name="review"),
    path("projects/<slug:slug>/answers/", sheets.of_project, name="answers"),
    path("projects/<slug:slug>/check-in/", check_in, name="check-in"),
    path("projects/<slug:slug>/<slug:area>/check-in/", check_in, name="area-check-in"),
    path("projects/<slug:slug>/agreement/", agreement.agreement, name="agreement"),
    path(f"{OBJECTIVE}/answer/", assessment.answer, name="answer"),
    path(f"{OBJECTIVE}/withdrawal/", assessment.withdrawal, name="answer-withdrawal"),
    path(f"{OBJECTIVE}/undoing/", assessment.undoing, name="answer-undoing"),
    path(f"{OBJECTIVE}/confirmation/", assessment.confirmation, name="answer-confirmation"),
    path(f"{OBJECTIVE}/refusal/", assessment.refusal, name="answer-refusal"),
    path(f"{OBJECTIVE}/remark/", talk.remark, name="remark"),
    path(f"{OBJECTIVE}/settlement/", talk.settlement, name="dispute-settlement"),
    path(f"{OBJECTIVE}/meaning/", talk.meaning, name="meaning"),
    path(f"{AIM}/intent/", intent.intent, name="intent"),
    path(f"{AIM}/intent-confirmation/", intent.confirmation, name="intent-confirmation"),
    path("reviews/<slug:slug>/", sitting.sitting, name="sitting"),
    path("reviews/<slug:slug>/opening/", sitting.opening, name="sitting-opening"),
    path("reviews/<slug:slug>/finding/", sitting.finding, name="finding"),
    path("reviews/<slug:slug>/cancelling/", sitting.cancelling, name="sitting-cancelling"),
    path("reviews/<slug:slug>/closing/", sitting.closing, name="sitting-closing"),
    path("reviews/<slug:slug>/<int:number>/", sitting.minutes, name="minutes"),
    path(
        "reviews/<slug:slug>/<int:number>/minutes.md",
        sitting.minutes_to_paste,
        name="minutes-to-paste",
    ),
    path(f"{AIM}/commitment/", commitment.commitment, name="commitment"),
    path(
        f"{AIM}/commitments/<int:number>/withdrawal/",
        commitment.withdrawal,
        name="commitment-withdrawal",
    ),
    path("cycles/", cycles.index, name="cycles"),
    path("cycles/<slug:cycle>/", cycles.detail, name="cycle"),
    path("progress/", progress.progress, name="progress"),
    path("planning/", cycles.planning, name="planning"),
    path("planning/<slug:cycle>/", cycles.replanning, name="replanning"),
    path(f"{AIM}/intent-undoing/", intent.undoing, name="intent-undoing"),
    path("teams/<slug:team>/", team.detail, name="team"),
    path("teams/<slug:team>/people/", people.of_team, name="people"),
    path("teams/<slug:team>/people/new/", people.admission, name="person-admission"),
    path("teams/<slug:team>/people/<int:person>/", people.place, name="person-place"),
    path("mine/", mine.mine, name="mine"),
    path("mine/answers/<slug:area>/<slug:aim>/", sheets.of_aim, name="mine-answers"),
    path("aims/", aims.index, name="aims"),
    path("aims/<slug:area>/<slug:aim>/", aims.detail, name="aim"),
    path("explain/", explanation.explanation, name="explanation"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("admin/", admin.site.urls),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
]
if settings.SIGN_ON:
    from dashboard.views import sign_on

    urlpatterns += [
        path("accounts/provider/", sign_on.provider, name="account_provider"),
        path("accounts/provider/callback/", sign_on.callback, name="account_provider_callback"),
    ]
