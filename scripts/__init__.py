"""Programs that make checked-in data anew; no part of the product."""
