"""Ways: how a relative travels to where a captive is given back. Knows no database, no network, no clock."""
