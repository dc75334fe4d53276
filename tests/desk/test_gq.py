import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import *
@pytest.mark.django_db
def test_q():
    town=given_town()
    c=Client(); c.force_login(town.tomas, backend="allauth.account.auth_backends.AuthenticationBackend")
    case=given_open_case(taken_by=town.tomas)
    for a in ("/desk/", f"/desk/cases/{case.pk}/"):
        c.get(a)
        with CaptureQueriesContext(connection) as q: c.get(a)
        print("=====",a,len(q))
        for x in q.captured_queries: 
            s=x["sql"]; i=s.find(" FROM "); print(s[:30].replace("\n"," "),"...",s[i:i+230].replace("\n"," "))
