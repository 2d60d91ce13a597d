"""Reading: from the text of an article to toponyms, events and distance claims."""
