"""What people type into the pages, checked before an action is asked."""
