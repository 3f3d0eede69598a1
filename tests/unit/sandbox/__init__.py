"""The sandbox alone: what it lets in, what it decides, what it tells Vitrina."""
