/** {@code doppel sample}: records without a cluster; and the options of what is sampled, which requests have, too. */
package io.doppelstream.cli.sample;
