/** Columns to Avro records in Confluent's wire format. */
package io.doppelstream.service.record;
