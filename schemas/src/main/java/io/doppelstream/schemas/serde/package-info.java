/** Avro records in Confluent's wire format, for Kafka's clients and Kafka Streams. */
package io.doppelstream.schemas.serde;
