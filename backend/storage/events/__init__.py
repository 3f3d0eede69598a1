"""Events on their way: endpoints, the deliveries that wait for them, and the desk for both."""
