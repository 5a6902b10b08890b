"""The plans: reading, outline, chunks, agencies and the register of duties."""
