/** The meters of the service. */
package io.doppelstream.service.metrics;
