/** Health and metrics over HTTP. */
package io.doppelstream.service.http;
