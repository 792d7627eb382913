"""What queue systems read and post, with a key of their own."""
