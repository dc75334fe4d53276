from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "presszero.flows"
    label = "flows"
    default_auto_field = "django.db.models.BigAutoField"
