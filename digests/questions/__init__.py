"""Questions: what a person asks -> passages of stored articles -> an answer whose every sentence is checked."""
