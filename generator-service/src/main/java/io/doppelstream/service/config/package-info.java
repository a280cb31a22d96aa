/** Configuration: records, read from YAML and environment. */
package io.doppelstream.service.config;
