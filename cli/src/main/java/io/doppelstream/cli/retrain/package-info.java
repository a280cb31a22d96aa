/** Training requests: {@code doppel train-service} answers them, {@code doppel retrain} sends one. A new version contests the champion. */
package io.doppelstream.cli.retrain;
