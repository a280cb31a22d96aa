/**
 * A real Kafka broker (KRaft) in this process and a real schema registry in a child process, for the demo and for
 * integration tests: nothing here imitates Kafka or the registry.
 *
 * <p>Knows no other module of this project.
 */
package io.doppelstream.embedded;
