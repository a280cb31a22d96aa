/** The commands that run the service: {@code doppel serve}, {@code doppel augment} and {@code doppel score}. */
package io.doppelstream.cli.serve;
