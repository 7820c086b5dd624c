from solution import dump_session, load_session

session = {"name": "Ada", "visits": 3, "cart": ["leek", "salt"]}
cookie = dump_session(session)
assert isinstance(cookie, str)
assert load_session(cookie) == session
assert load_session(dump_session({})) == {}
print("all tests passed")
