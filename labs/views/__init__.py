"""Pages of the directory, of laboratories and of those who report and admit them."""
