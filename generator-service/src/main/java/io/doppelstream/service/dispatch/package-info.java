/** Which part of which running request is generated when: state and rules, without Kafka. */
package io.doppelstream.service.dispatch;
