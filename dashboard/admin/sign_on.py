"""Which accounts a provider vouches for. The provider itself comes from the environment alone."""

from allauth.socialaccount import admin as theirs
from django.contrib import admin

from dashboard.admin.base import ReadOnlyAdmin


class LinkAdmin(ReadOnlyAdmin):
    """Whose subject is whose account; made when somebody first comes, ended by forgetting."""

    list_display = ("user", "provider", "uid", "date_joined")
    list_select_related = ("user",)


admin.site.unregister([theirs.SocialAccount, theirs.SocialApp, theirs.SocialToken])
admin.site.register(theirs.SocialAccount, LinkAdmin)
