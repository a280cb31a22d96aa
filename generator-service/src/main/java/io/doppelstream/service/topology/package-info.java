/** The Kafka Streams topology. */
package io.doppelstream.service.topology;
