"""Reports: what can be asked, what an answer looks like, and what is computed after counting."""
