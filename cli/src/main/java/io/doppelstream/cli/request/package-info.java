/** The commands that ask a running service: {@code doppel request}, {@code doppel requests} and {@code doppel verify}. */
package io.doppelstream.cli.request;
