/** The client's side: sending requests, reading records, verifying them. */
package io.doppelstream.service.client;
