"""The table of contents."""

from allauth.account import views as account
from django.contrib import admin
from django.urls import path

from dashboard.views import (
    agreement,
    aims,
    assessment,
    board,
    health,
    history,
    intent,
    mine,
    people,
    project,
)

handler400 = "dashboard.views.errors.bad_request"
AIM = "projects/<slug:slug>/<slug:area>/<slug:aim>"
OBJECTIVE = f"{AIM}/<slug:objective>"

urlpatterns = [
    path("", board.whole, name="board"),
    path("areas/<slug:area>/", board.of_area, name="area"),
    path("projects/<slug:slug>/", project.detail, name="project"),
    path("projects/<slug:slug>/history/", history.of_project, name="history"),
    path("projects/<slug:slug>/agreement/", agreement.agreement, name="agreement"),
    path(f"{OBJECTIVE}/answer/", assessment.answer, name="answer"),
    path(f"{OBJECTIVE}/withdrawal/", assessment.withdrawal, name="answer-withdrawal"),
    path(f"{OBJECTIVE}/undoing/", assessment.undoing, name="answer-undoing"),
    path(f"{OBJECTIVE}/confirmation/", assessment.confirmation, name="answer-confirmation"),
    path(f"{OBJECTIVE}/refusal/", assessment.refusal, name="answer-refusal"),
    path(f"{AIM}/intent/", intent.intent, name="intent"),
    path(f"{AIM}/intent-confirmation/", intent.confirmation, name="intent-confirmation"),
    path(f"{AIM}/intent-undoing/", intent.undoing, name="intent-undoing"),
    path("teams/<slug:team>/people/", people.of_team, name="people"),
    path("teams/<slug:team>/people/new/", people.admission, name="person-admission"),
    path("teams/<slug:team>/people/<int:person>/", people.place, name="person-place"),
    path("mine/", mine.mine, name="mine"),
    path("aims/", aims.index, name="aims"),
    path("aims/<slug:area>/<slug:aim>/", aims.detail, name="aim"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("admin/", admin.site.urls),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
]
