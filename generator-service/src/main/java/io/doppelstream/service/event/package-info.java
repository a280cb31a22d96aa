/** Real events: records of topics whose schemas are not ours. */
package io.doppelstream.service.event;
