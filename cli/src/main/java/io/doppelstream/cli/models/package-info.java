/** {@code doppel publish} and {@code doppel models}: versions and aliases on the cluster. */
package io.doppelstream.cli.models;
