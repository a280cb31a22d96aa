/** The schema registry, behind one interface: nothing outside this package knows whose client it is. */
package io.doppelstream.schemas.registry;
