"""The whole product in a real browser, as a subscriber sees it."""
