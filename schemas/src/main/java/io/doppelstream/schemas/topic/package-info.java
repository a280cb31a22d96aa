/** The topics of Doppelstream: their names, partitions and cleanup policies, and how they come to be. */
package io.doppelstream.schemas.topic;
