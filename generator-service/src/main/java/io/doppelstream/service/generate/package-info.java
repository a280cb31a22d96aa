/** Chunks of records as a function of request, model and index. */
package io.doppelstream.service.generate;
