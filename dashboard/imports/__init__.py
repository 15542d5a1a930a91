"""What projects are and what is known of them, from CSV files."""
