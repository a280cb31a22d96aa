/** The generator service: requests from Kafka in, synthetic records out. */
package io.doppelstream.service;
