/** Where a synthetic record comes from, carried in its headers so that its value stays exactly the real data's. */
package io.doppelstream.schemas.provenance;
