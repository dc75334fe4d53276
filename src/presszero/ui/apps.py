from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "presszero.ui"
    label = "ui"
