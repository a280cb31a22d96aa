/** Where the cluster is, as every command that needs one is told. */
package io.doppelstream.cli.cluster;
