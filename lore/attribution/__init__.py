"""Who speaks: names and mentions, tags and beats, rules for what is certain, one decoder for the rest."""
