/** Publishing and listing models. */
package io.doppelstream.service.publish;
