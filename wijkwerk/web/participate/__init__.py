"""Taking part: ideas that are answered, votes, meetings and dialogues."""
