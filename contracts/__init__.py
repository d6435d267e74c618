"""Gate: the contract, its voucher clause and the new-tech cap."""
