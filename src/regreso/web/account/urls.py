"""Addresses of the staff's door."""

from django.urls import path

from regreso.web.account import entry, joining, own, password

urlpatterns = [
    path("sign-in/", entry.SignIn.as_view(), name="sign-in"),
    path("sign-in/second/", entry.second_way, name="second-way"),
    path("sign-in/key/", entry.by_key, name="sign-in-key"),
    path("sign-in/key/question/", entry.key_question, name="sign-in-key-question"),
    path("sign-out/", entry.SignOut.as_view(), name="sign-out"),
    path("join/<str:token>/", joining.join, name="join"),
    path("account/", own.own, name="account"),
    path("account/password/", password.change, name="account-password"),
    path("account/protect/", own.protect, name="protect"),
    path("account/protect/square.svg", own.square, name="account-square"),
    path("account/key/question/", own.new_key_question, name="account-key-question"),
    path("account/key/", own.add_key, name="account-key"),
    path("account/key/<uuid:key_id>/drop/", own.drop_key, name="account-key-drop"),
    path("account/app/", own.add_app, name="account-app"),
    path("account/app/drop/", own.drop_app, name="account-app-drop"),
    path("account/paper/", own.print_paper, name="account-paper"),
    path("account/sign-out-everywhere/", own.sign_out_everywhere, name="sign-out-everywhere"),
]
