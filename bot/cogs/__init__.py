"""The commands, one file a group, each thin: check, load, call one function, save, render."""
