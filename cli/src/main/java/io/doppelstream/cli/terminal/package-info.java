/** What the user meets at the terminal, whatever the command: messages, tables, progress, Ctrl-C, logs. */
package io.doppelstream.cli.terminal;
