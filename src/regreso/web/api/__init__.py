"""What machines may ask and send: by purpose, with a token, and with no search for anybody."""
