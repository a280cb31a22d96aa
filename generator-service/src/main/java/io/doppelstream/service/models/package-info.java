/** Published models: following their topic, loading them once, choosing one for a request. */
package io.doppelstream.service.models;
