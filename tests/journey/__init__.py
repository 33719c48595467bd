"""The whole way of a customer, through real windows, browser, keyring, AWS protocol and zip."""
