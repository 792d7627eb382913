"""Tables that come with loketplan."""
