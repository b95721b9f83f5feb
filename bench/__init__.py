"""How fast Wijkwerk is next to its peers: ratios taken in one run, because seconds belong to a machine."""
